package org.blackfish.image;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a container program's complaint means; of several that fit the first counts. */
enum PullTrouble {
    UNKNOWN_IMAGE(
            "manifest unknown|name unknown|404 Not Found|repository name not known|" + status("404"),
            "The registry knows no image %IMAGE%; check its name and tag."),
    UNKNOWN_DIGEST(
            "digest unknown",
            "The registry of %IMAGE% has nothing with the digest %DIGEST%; correct it where it was given, and try again."),
    TOO_OFTEN(
            "toomanyrequests|too many requests|rate limit|" + status("429"),
            "The registry refused %IMAGE% because it was asked too often (429); wait an hour, or "
                    + "sign in with \"apptainer registry login\" on the host and try again."),
    SIGN_IN(
            "unauthorized|authentication required|" + status("401"),
            "The registry wants to know who asks for %IMAGE% (401); sign in with \"apptainer "
                    + "registry login\" on the host, or check the image's name."),
    NOT_WRITABLE(
            "(open|mkdir|create|write|rename|chmod|unlink|remove|lstat|stat) \\S+: permission denied",
            "This account may not write a file of its own there: %SAID%. Check the rights of the folder of the "
                    + "images, and of pull.scratch in images.yaml."),
    FORBIDDEN(
            "denied|403 Forbidden|forbidden",
            "The registry refuses %IMAGE% to this account (403); ask its owner for access, or check "
                    + "the image's name."),
    SPOILT(
            "digest did not match, expected",
            "A part of %IMAGE% came from the registry with another digest than the image lists, so it was thrown away; "
                    + "try again, and tell the registry's owner if it stays so."),
    WRONG_DIGEST(
            "does not match.*digest|doesn't match.*digest|digest.*(mismatch|not match)",
            "What the registry gave for %IMAGE% has another digest than the one asked for, so it was "
                    + "thrown away; correct the digest where it was given, and try again."),
    DISK_FULL(
            "no space left on device",
            "The disk is full: %FILE% could not be written%ROOM%. Free some room or name another "
                    + "folder as pull.scratch in images.yaml, and try again."),
    QUOTA_FULL(
            "disk quota exceeded",
            "The quota is used up: %FILE% could not be written%ROOM%. Free some room or name "
                    + "another folder as pull.scratch in images.yaml, and try again."),
    OUT_OF_REACH(
            "no such host|connection refused|network is unreachable|i/o timeout|no route to host|connection timed out|"
                    + "deadline exceeded|Client\\.Timeout|handshake timeout",
            "The registry of %IMAGE% could not be reached from there: %SAID%. Check the network or "
                    + "the proxy, or pull where there is a way out."),
    PLAIN_HTTP(
            "server gave HTTP response to HTTPS client|first record does not look like",
            "The registry of %IMAGE% has no TLS, without which Blackfish asks registries of the host itself only: "
                    + "%SAID%. Ask its owner for TLS, or pull by hand with \"apptainer pull --no-https\"."),
    NO_TRUST(
            "certificate|x509",
            "The registry of %IMAGE% has no certificate that this host trusts: %SAID%. Ask the site to trust its "
                    + "authority; or start Blackfish with SSL_CERT_FILE naming a file of authorities, pull on the head "
                    + "node, and try again."),
    NO_TLS(
            "tls: ",
            "No safe connection to the registry of %IMAGE% came about: %SAID%. Check the proxy and the registry's "
                    + "TLS, and try again."),
    CUT_OFF(
            "unexpected EOF|: EOF$|connection reset|broken pipe|stream error",
            "The connection to the registry broke off while %IMAGE% was fetched; try again."),
    REGISTRY_TROUBLE(
            "internal server error|service unavailable|bad gateway|gateway time-?out|" + status("5\\d\\d"),
            "The registry of %IMAGE% has a trouble of its own: %SAID%. Try again later."),
    BAD_NAME(
            "invalid reference format",
            "%IMAGE% is no name that a registry takes: repositories are written in small letters."),
    TOO_OLD(
            "unknown flag|unknown command",
            "The container program on this host is too old for this pull: %SAID%. Ask the site for "
                    + "Apptainer 1.1 or later."),
    NOT_PACKED(
            "mksquashfs",
            "The image was fetched but could not be packed: mksquashfs failed, which happens when "
                    + "it is killed or memory runs out. Pull as a Slurm job with more pull.memory_gb in "
                    + "images.yaml.");

    private final Pattern pattern;
    private final String sentence;

    PullTrouble(String pattern, String sentence) {
        this.pattern = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
        this.sentence = sentence;
    }

    /** With the places {@code %IMAGE% %DIGEST% %FILE% %ROOM%} and {@code %SAID%} still open. */
    String sentence() {
        return sentence;
    }

    static Optional<PullTrouble> of(String said) {
        return Arrays.stream(values())
                .filter(trouble -> trouble.pattern.matcher(said).find())
                .findFirst();
    }

    /** The status as one is written: bare numbers also stand in tags, paths and ports. */
    private static String status(String number) {
        return "status( ?code)?( from registry)?:? " + number + "\\b";
    }
}
