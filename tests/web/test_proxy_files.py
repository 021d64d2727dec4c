"""The shipped configurations of a proxy say what the code says: ports, caps, places; and that nothing is put down."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from mizan.integrity.services.files import MOST_BYTES
from mizan.web.supervise.house import HOUSE
from mizan.web.supervise.options import DEFAULT_PORT

DEPLOY = Path(__file__).parents[2] / "deploy"
NGINX, CADDY = ((DEPLOY / name).read_text() for name in ("nginx.conf", "Caddyfile"))
MIB = 1 << 20
ROOM = MIB  # what a body holds beside its files
DOORS = {one.name: one for one in HOUSE if one.offset is not None}


def said(name: str) -> list[str]:
    """Every value of a directive of nginx, comments left out."""
    plain = re.sub(r"#.*", "", NGINX)
    return re.findall(rf"\b{name} ([^;]+);", plain)


def sizes(name: str) -> list[int]:
    return [int(one[:-1]) * (MIB if one[-1] == "m" else 1024) for one in said(name)]


@pytest.mark.parametrize("text", [NGINX, CADDY])
def test_they_lead_to_the_doors_ports(text: str) -> None:
    found = set(re.findall(r"(?:server|reverse_proxy) 127\.0\.0\.1:(\d+)", text))
    assert found == {str(DEFAULT_PORT + door.offset) for door in DOORS.values() if door.offset is not None}


def test_forms_wait_in_memory_whole_and_files_are_not_put_aside() -> None:
    forms, *files = sizes("client_max_body_size")
    buffer = sizes("client_body_buffer_size")[0]
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE <= forms == buffer  # a larger body than the buffer goes to the disk
    assert set(files) == {MOST_BYTES + ROOM}
    assert said("proxy_request_buffering") == ["off"] * len(files)
    assert said("proxy_buffering") == ["off"]
    assert said("proxy_max_temp_file_size") == ["0"]
    assert said("proxy_http_version") == ["1.1"]
    assert said("proxy_next_upstream") == ["off"]


def test_caddy_has_the_same_caps_and_buffers_nothing() -> None:
    largest = f"{(MOST_BYTES + ROOM) // MIB}MiB"
    form = f"{sizes('client_max_body_size')[0] // MIB}MiB"
    assert re.findall(r"max_size (\S+)", CADDY) == [largest, form, largest]
    plain = re.sub(r"#.*", "", CADDY)
    assert "_buffers" not in plain
    assert plain.count("log {") == plain.count("output discard") == 1


def test_files_of_reporters_have_a_place_of_their_own() -> None:
    place = reverse("report:files", urlconf="mizan.web.urls.public")
    assert NGINX.count(f"location {place} {{") == 2
    assert CADDY.count(f"{place}*") == 2


def test_no_log_is_kept_and_errors_only_at_the_level_that_names_nobody() -> None:
    assert said("access_log") == ["off"]
    assert [one.split()[-1] for one in said("error_log")] == ["emerg"]


def test_intake_is_told_no_address_and_text_keeps_half_of_the_threads() -> None:
    desk = NGINX.index("# The desk.")
    assert NGINX[:desk].count('proxy_set_header X-Forwarded-For "";') == 2
    assert CADDY.count("header_up -X-Forwarded-For") == 1  # in the part that both addresses of intake take in
    command = DOORS["public"].command
    threads = int(command[command.index("--threads") + 1])
    assert said("limit_conn") == [f"uploads {threads // 2}"] * 2


def test_only_addresses_with_tls_promise_tls() -> None:
    onion = NGINX[NGINX.index("listen 127.0.0.1:8080") : NGINX.index("# The desk.")]
    assert "proxy_hide_header Strict-Transport-Security" in onion
    assert "X-Forwarded-Proto http;" in onion
    assert NGINX.count("listen 443 ssl;") == NGINX.count("X-Forwarded-Proto https;") == 2
