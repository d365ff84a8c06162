"""Takes out of an unpacked Payara Micro what Blackfish does not use: every start looks through all that is there.

    slim_payara.py ROOT     ROOT holds runtime/ with the jars and config/; done to it in place

A jar that is left out stays as an empty one, since the server opens every jar that its class path names. What of the
configuration belongs to it goes too, and of the thousand types of files those stay that our pages are made of. The server's
own keys go: it speaks plain HTTP behind the portal, and opening them takes ten thousand rounds of a hash.
"""
import hashlib
import pathlib
import re
import struct
import sys
import xml.etree.ElementTree as tree
import zipfile

LEFT_OUT = """
    ejb-opentracing gf-jms-injection glassfish-batch-commands glassfish-batch-connector ha-hazelcast-store
    healthcheck-checker healthcheck-cpool healthcheck-metrics javamail-connector javamail-runtime
    jaxrs-client-tracing jersey-mp-rest-client jersey-mvc jersey-mvc-connector jersey-mvc-jsp jms-handlers
    krazo-core krazo-jersey microprofile-fault-tolerance microprofile-fault-tolerance-api microprofile-health-api
    microprofile-healthcheck microprofile-jwt-auth microprofile-jwt-auth-api microprofile-metrics
    microprofile-metrics-api microprofile-openapi microprofile-openapi-api microprofile-opentracing
    microprofile-opentracing-api microprofile-rest-client microprofile-rest-client-api microprofile-telemetry
    notification-cdi-eventbus-core notification-core notification-eventbus-core payara-jbatch payara-jsr107
    phonehome-bootstrap rest-client-ssl security-connector-oauth2-client security-connector-oidc-client
""".split()

ELEMENTS = """
    health-check-service-configuration microprofile-metrics-configuration phone-home-runtime-configuration
    notification-service-configuration batch-runtime-configuration
""".split()

TYPES = set("css gif htm html ico jpg js json map mjs png svg txt ttf wasm woff woff2 xhtml xml".split())

WEB = "http://xmlns.jcp.org/xml/ns/javaee"

TYPE = f"{{{WEB}}}mime-mapping"


def empty(jar):
    jar.unlink()
    with zipfile.ZipFile(jar, "w") as archive:
        archive.writestr(zipfile.ZipInfo("META-INF/MANIFEST.MF", (1980, 1, 1, 0, 0, 0)), "Manifest-Version: 1.0\n\n")


def leave_out(runtime):
    """Empties the jars."""
    missing = set(LEFT_OUT)
    for jar in sorted(runtime.glob("*.jar")):
        name = re.sub(r"-\d+(\.\d+)+\.jar$|\.jar$", "", jar.name)
        if name in LEFT_OUT:
            missing.discard(name)
            empty(jar)
    complain(missing)


def complain(missing):
    """What is not there is an error, for then the lists belong to another version."""
    if missing:
        sys.exit("slim_payara.py: this Payara Micro has no " + ", ".join(sorted(missing)))


def without(path, wanted, goes, namespace=""):
    """Takes elements out of a file; `wanted` are the names that must be among them."""
    if namespace:
        tree.register_namespace("", namespace)
    document = tree.parse(path)
    missing = set(wanted)
    for parent in list(document.iter()):
        for child in [child for child in parent if goes(child)]:
            parent.remove(child)
            missing.discard(child.tag)
    complain(missing)
    document.write(path, encoding="UTF-8", xml_declaration=True)


def is_foreign_type(element):
    return (element.tag == TYPE
            and element.findtext(f"{{{WEB}}}extension", "").strip() not in TYPES)


def no_keys():
    """An empty Java key store under the password that Payara opens it with; its form is that of the JDK's JavaKeyStore."""
    content = struct.pack(">III", 0xFEEDFEED, 2, 0)
    return content + hashlib.sha1("changeit".encode("utf-16-be") + b"Mighty Aphrodite" + content).digest()


def slim(root):
    leave_out(root / "runtime")
    without(root / "config/domain.xml", ELEMENTS, lambda element: element.tag in ELEMENTS)
    without(root / "config/default-web.xml", [TYPE], is_foreign_type, WEB)
    (root / "config/keystore.p12").write_bytes(no_keys())


if __name__ == "__main__":
    slim(pathlib.Path(sys.argv[1]))
