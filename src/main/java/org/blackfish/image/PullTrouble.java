package org.blackfish.image;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a container program's complaint means; of several that fit the first counts. */
enum PullTrouble {
    UNKNOWN_IMAGE(
            "manifest unknown|name unknown|404 Not Found|repository name not known",
            "The registry knows no image %IMAGE%; check its name and tag."),
    UNKNOWN_DIGEST(
            "digest unknown",
            "The registry of %IMAGE% has nothing with the digest %DIGEST%; correct it where it was given, and try again."),
    TOO_OFTEN(
            "toomanyrequests|\\b429\\b|too many requests|rate limit",
            "The registry refused %IMAGE% because it was asked too often (429); wait an hour, or "
                    + "sign in with \"apptainer registry login\" on the host and try again."),
    SIGN_IN(
            "unauthorized|authentication required|\\b401\\b",
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
    WRONG_DIGEST(
            "does not match.*digest|doesn't match.*digest|digest.*(mismatch|not match)",
            "What the registry gave for %IMAGE% has another digest than the one asked for, so it was "
                    + "thrown away; correct the digest where it was given, and try again."),
    DISK_FULL(
            "no space left on device",
            "The disk is full: %FILE% could not be written. Free some room or name another folder "
                    + "as pull.scratch in images.yaml, and try again."),
    QUOTA_FULL(
            "disk quota exceeded",
            "The quota is used up: %FILE% could not be written. Free some room or name another "
                    + "folder as pull.scratch in images.yaml, and try again."),
    OUT_OF_REACH(
            "no such host|connection refused|network is unreachable|i/o timeout|no route to host",
            "The registry of %IMAGE% could not be reached from there: %SAID%. Check the network or "
                    + "the proxy, or pull where there is a way out."),
    NO_TRUST(
            "server gave HTTP response to HTTPS client|certificate",
            "The registry of %IMAGE% has no certificate that this host trusts: %SAID%."),
    CUT_OFF(
            "unexpected EOF|connection reset|broken pipe",
            "The connection to the registry broke off while %IMAGE% was fetched; try again."),
    REGISTRY_TROUBLE(
            "received unexpected HTTP status: 5|\\b50[0-9]\\b|internal server error|service unavailable|bad gateway",
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

    /** With the places {@code %IMAGE%}, {@code %DIGEST%}, {@code %FILE%} and {@code %SAID%} still open. */
    String sentence() {
        return sentence;
    }

    static Optional<PullTrouble> of(String said) {
        return Arrays.stream(values())
                .filter(trouble -> trouble.pattern.matcher(said).find())
                .findFirst();
    }
}
