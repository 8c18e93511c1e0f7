"""Addresses of the API of cameos."""

from django.urls import path

from cameos import apis

urlpatterns = [path("cast/", apis.CastView.as_view(), name="cast")]
