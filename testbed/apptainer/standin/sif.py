"""The Singularity image format: header, descriptors and the answers that need nothing else."""
import dataclasses
import datetime
import json
import os
import struct
import uuid

from .words import Fatal, Misuse

HEADER = struct.Struct("<32s10s3s3s16s8q")
DESCRIPTOR = struct.Struct("<i?III5qqq128s384s")
TYPES = {0x4001: "Def.FILE", 0x4002: "Env.Vars", 0x4003: "JSON.Labels", 0x4004: "FS", 0x4005: "Signature",
         0x4006: "JSON.Generic", 0x4007: "Generic/Raw", 0x4008: "Cryptographic Message"}
FILE_SYSTEMS = {1: "Squashfs", 2: "Ext3", 3: "Archive", 4: "Raw"}
PARTS = {1: "System", 2: "*System", 3: "Data", 4: "Overlay"}
ARCHITECTURES = {b"01": "386", b"02": "amd64", b"03": "arm", b"04": "arm64"}
PARTITION, PRIMARY, SQUASHFS = 0x4004, 2, 1
METADATA = "inspect-metadata.json"


@dataclasses.dataclass(frozen=True)
class Object:
    """One data object: where it lies in the file, in bytes, and what it is."""

    kind: int
    id: int
    group: int
    link: int
    offset: int
    size: int
    name: str
    extra: bytes

    def type(self):
        if self.kind != PARTITION:
            return TYPES.get(self.kind, "Unknown")
        file_system, part = struct.unpack_from("<ii", self.extra)
        architecture = ARCHITECTURES.get(self.extra[8:10], "unknown")
        return f"FS ({FILE_SYSTEMS.get(file_system)}/{PARTS.get(part)}/{architecture})"


@dataclasses.dataclass(frozen=True)
class Sif:
    """An image file's header and objects."""

    header: tuple
    objects: tuple

    def root(self):
        """The squashfs partition that is the container's root."""
        for found in self.objects:
            if found.kind == PARTITION and struct.unpack_from("<ii", found.extra) == (SQUASHFS, PRIMARY):
                return found
        raise Fatal("no root file system partition found in the image")


def parse(file):
    """Reads header and descriptors, or returns None where the file is no SIF."""
    raw = file.read(HEADER.size)
    if len(raw) < HEADER.size or not raw[32:].startswith(b"SIF_MAGIC"):
        return None
    header = HEADER.unpack(raw)
    total, start = header[8], header[9]
    file.seek(start)
    objects = []
    for _ in range(total):
        raw = file.read(DESCRIPTOR.size)
        if len(raw) < DESCRIPTOR.size:
            return None
        kind, used, number, group, link, offset, size, _, _, _, _, _, name, extra = DESCRIPTOR.unpack(raw)
        if used:
            objects.append(Object(kind, number, group & 0x0FFFFFFF, link & 0x0FFFFFFF, offset, size,
                                  name.rstrip(b"\0").decode(errors="replace"), extra))
    return Sif(header, tuple(objects))


def open_image(path, prefix):
    """Opens an image for reading; the prefix says in whose words a failure is told."""
    absolute = os.path.abspath(path)
    try:
        file = open(absolute, "rb")
    except FileNotFoundError:
        raise Fatal(f"{prefix}{absolute}: failed to retrieve path for {absolute}: "
                    f"lstat {absolute}: no such file or directory") from None
    except PermissionError:
        raise Fatal(f"{prefix}{absolute}: {absolute} is not readable by the current user, check permissions") from None
    image = parse(file)
    if image is None:
        raise Fatal(f"{prefix}{absolute}: image format not recognized")
    return file, image


def read(path, command):
    """Opens an image as the `sif` commands do, which tell failures in words of their own."""
    try:
        with open(path, "rb") as file:
            image, size = parse(file), os.fstat(file.fileno()).st_size
    except OSError as problem:
        raise Misuse(f'Error for command "{command}": open {path}: {problem.strerror.lower()}') from None
    if image is None:
        end = "EOF" if size == 0 else "unexpected EOF"
        raise Misuse(f'Error for command "{command}": reading global header: {end}')
    return image


def sif_list(path):
    image = read(path, "list")
    rule = "-" * 78
    print(f"{rule}\nID   │GROUP   │LINK    │SIF POSITION (start-end)  │TYPE\n{rule}")
    for found in image.objects:
        place = f"{found.offset}-{found.offset + found.size}"
        group, link = found.group or "NONE", found.link or "NONE"
        print(f"{found.id:<5}│{group:<8}│{link:<8}│{place:<26}│{found.type()}")


def sif_header(path):
    _, _, version, architecture, identity, created, modified, free, total, start, length, data, size = (
        read(path, "header").header)
    def when(seconds):
        return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%d %H:%M:%S +0000 UTC")
    print(f"Version:              {version[:2].decode()}\n"
          f"Primary Architecture: {ARCHITECTURES.get(architecture[:2], 'unknown')}\n"
          f"ID:                   {uuid.UUID(bytes=identity)}\n"
          f"Created At:           {when(created)}\nModified At:          {when(modified)}\n"
          f"Descriptors Free:     {free}\nDescriptors Total:    {total}\n"
          f"Descriptors Offset:   {start}\nDescriptors Size:     {length // 1024} KiB\n"
          f"Data Offset:          {data}\nData Size:            {size // 1048576} MiB")


def metadata(file, image):
    """The JSON that the converter put beside the root file system, or None in a bare image."""
    for found in image.objects:
        if found.name == METADATA:
            file.seek(found.offset)
            return json.loads(file.read(found.size))
    return None
