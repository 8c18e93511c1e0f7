"""Addresses of the API of feed."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
