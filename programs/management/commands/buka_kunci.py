from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from programs.auth import find_account
from programs.services.akun import revoke_totp, unlock


class Command(BaseCommand):
    help = "Membuka akun yang ditahan karena gagal masuk."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("nama", help="nama pengguna atau NIP")
        parser.add_argument(
            "--cabut-totp",
            action="store_true",
            help="cabut verifikasi dua langkah: ponsel dan kode cadangan hilang",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = find_account(options["nama"])
        if user is None:
            raise CommandError(f"Akun “{options['nama']}” tidak ada; periksa nama pengguna atau NIP-nya.")
        removed = unlock(user.username)
        self.stdout.write(f"{user.username}: " + ("kunci dibuka." if removed else "tidak sedang ditahan."))
        if options["cabut_totp"]:
            revoked = revoke_totp(user)
            self.stdout.write("Verifikasi dua langkah " + ("dicabut." if revoked else "memang tidak terpasang."))
