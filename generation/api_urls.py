"""Addresses of the API of generation."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
