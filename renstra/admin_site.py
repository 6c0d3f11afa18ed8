from django.contrib.admin import AdminSite


class RenstraAdminSite(AdminSite):
    """The admin of the master data, in Indonesian."""

    site_header = "Renstra: data induk"
    site_title = "Renstra"
    index_title = "Data induk"
