"""Addresses of cameos."""

from django.urls import URLPattern

app_name = "cameos"
urlpatterns: list[URLPattern] = []
