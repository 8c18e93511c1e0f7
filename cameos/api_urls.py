"""Addresses of the API of cameos."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
