"""Addresses of the API of generation."""

from django.urls import path

from generation import apis, picture_apis

urlpatterns = [
    path("checks/", apis.CheckView.as_view(), name="checks"),
    path("jobs/", apis.JobsView.as_view(), name="jobs"),
    path("jobs/<uuid:job_id>/", apis.JobView.as_view(), name="job"),
    path("pictures/", picture_apis.PicturesView.as_view(), name="pictures"),
    path("pictures/<uuid:picture_id>/", picture_apis.PictureView.as_view(), name="picture"),
    path("orders/", apis.OrdersView.as_view(), name="orders"),
    path("orders/<uuid:order_id>/", apis.OrderView.as_view(), name="order"),
]
