"""Builds the wheel with the standard library alone: a pure Python wheel is a zip with a few lines about itself.

    python3 build_backend.py FOLDER     puts the wheel into FOLDER and prints its name

pip uses the same functions (PEP 517). The same sources make the same bytes.
"""
import base64
import hashlib
import pathlib
import re
import sys
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = (HERE / "pyproject.toml").read_text(encoding="utf-8")
EPOCH = (1980, 1, 1, 0, 0, 0)


def field(name):
    return re.search(rf'^{name} = "(.*)"$', PROJECT, re.MULTILINE).group(1)


def contents():
    """Path in the wheel and bytes of every file but the last, which lists them."""
    info = f"{field('name').replace('-', '_')}-{field('version')}.dist-info"
    for path in sorted((HERE / "src").rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(HERE / "src").as_posix(), path.read_bytes()
    about = [
        "Metadata-Version: 2.1", f"Name: {field('name')}", f"Version: {field('version')}",
        f"Summary: {field('description')}", f"License: {field('license')}", f"Requires-Python: {field('requires-python')}",
        "Description-Content-Type: text/markdown", "", (HERE / "README.md").read_text(encoding="utf-8")]
    yield f"{info}/METADATA", "\n".join(about).encode()
    yield f"{info}/WHEEL", b"Wheel-Version: 1.0\nGenerator: blackfish\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    name = f"{field('name').replace('-', '_')}-{field('version')}-py3-none-any.whl"
    record = []
    with zipfile.ZipFile(pathlib.Path(wheel_directory) / name, "w", zipfile.ZIP_DEFLATED) as wheel:
        for path, data in contents():
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            record.append(f"{path},sha256={digest},{len(data)}")
            put(wheel, path, data)
        listing = f"{record[-1].partition('/')[0]}/RECORD"
        put(wheel, listing, "\n".join([*record, f"{listing},,", ""]).encode())
    return name


def put(wheel, path, data):
    entry = zipfile.ZipInfo(path, EPOCH)
    entry.external_attr = 0o644 << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    wheel.writestr(entry, data)


if __name__ == "__main__":
    print(build_wheel(sys.argv[1]))
