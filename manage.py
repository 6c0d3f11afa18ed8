#!/usr/bin/env python3
"""Django's command line; a configuration error is one sentence, not a traceback."""

import os
import re
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "renstra.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db.utils import OperationalError, ProgrammingError

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Pengaturan keliru: {error}")
    except (OperationalError, ProgrammingError) as error:
        reason = str(error).strip().splitlines()[0]
        if re.search("no such table|relation .* does not exist", reason):
            sys.exit(f"Tabel basis data belum lengkap; jalankan manage.py migrate. ({reason})")
        if isinstance(error, ProgrammingError) and "invalid dsn" not in reason:
            raise  # a fault of the program, not of the set-up
        sys.exit(f"Basis data tidak dapat dihubungi; periksa DATABASE_URL dan servernya. ({reason})")


if __name__ == "__main__":
    main()
