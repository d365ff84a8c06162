package org.blackfish.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.blackfish.transport.Command;
import org.blackfish.transport.Host;
import org.blackfish.transport.Outcome;

/** What a check tries, in this order. */
enum CheckStep {
    HEADER("File"),
    SUM("Checksum"),
    LABELS("Origin"),
    TRIAL("Trial run");

    private static final Duration LONG = Duration.ofMinutes(30);
    private static final Duration SHORT = Duration.ofMinutes(3);
    private static final String MAGIC = "SIF_MAGIC";
    private static final int MAGIC_AT = 32;
    private static final int DATA_AT = 112;
    private static final int HEADER_LENGTH = 128;

    private final String title;

    CheckStep(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    Check.Step run(Host host, StagedImage image) {
        return switch (this) {
            case HEADER -> header(host, image);
            case SUM -> sum(host, image);
            case LABELS -> labels(host, image);
            case TRIAL -> trial(host, image);
        };
    }

    private Check.Step header(Host host, StagedImage image) {
        byte[] read = host.read(image.file().path(), 0, HEADER_LENGTH);
        String start = new String(read, StandardCharsets.ISO_8859_1);
        if (!start.startsWith(MAGIC, MAGIC_AT)) {
            return bad(image.name() + " is no SIF file; remove it and pull the image again.");
        }
        long size = image.file().size();
        return read.length == HEADER_LENGTH && dataEnd(read) <= size
                ? good("It is a SIF file of " + size + " bytes.")
                : bad(image.name() + " was cut short after " + size + " bytes; remove it and pull the image again.");
    }

    /** Where the data of a SIF file ends by its own header. */
    private static long dataEnd(byte[] header) {
        ByteBuffer numbers = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        return numbers.getLong(DATA_AT) + numbers.getLong(DATA_AT + Long.BYTES);
    }

    private Check.Step sum(Host host, StagedImage image) {
        if (image.record().isEmpty()) {
            return unknown(
                    image.changed()
                            ? "It was changed since it was pulled, so nobody noted its checksum."
                            : "Nobody noted its checksum, since it was not pulled by Blackfish.");
        }
        Outcome outcome = host.run(
                new Command(List.of("sha256sum", "-b", image.file().path().toString()), "", Map.of(), LONG));
        if (!outcome.succeeded()) {
            return bad("The file could not be read: " + outcome.said() + ".");
        }
        // Of a name with special characters the line begins with a backslash.
        String sum = outcome.stdout().replaceFirst("^\\\\", "").split(" ", 2)[0];
        return sum.equals(image.record().get().sha256())
                ? good("It is byte for byte what was pulled.")
                : bad("It is not what was pulled: its SHA-256 is " + sum + " and was "
                        + image.record().get().sha256() + "; pull the image again.");
    }

    private Check.Step labels(Host host, StagedImage image) {
        ContainerProgram program = ContainerProgram.get(host);
        Outcome outcome = host.run(Command.of(
                SHORT, program.name(), "inspect", "--json", image.file().path().toString()));
        if (!outcome.succeeded()) {
            return bad(program.name() + " cannot read it: " + PullWords.said(outcome.said()) + ".");
        }
        String digest = Labels.parse(outcome.stdout()).getOrDefault(Labels.DIGEST, "");
        String noted = image.record().map(ImageRecord::digest).orElse("");
        if (digest.isEmpty()) {
            return unknown("It does not say which image of a registry it was made from.");
        }
        return noted.isEmpty() || noted.equals(digest)
                ? origin(image, digest)
                : bad("It was made from " + digest + ", but " + noted + " was pulled; pull the image again.");
    }

    /** Launches take the file for the images that are pinned under its name, so it is these that it must be. */
    private Check.Step origin(StagedImage image, String digest) {
        String from = "It was made from " + digest;
        for (PinnedImage pin : image.pins()) {
            boolean same = pin.digest().map(Digest::text).filter(digest::equals).isPresent();
            Standing standing = same ? Standing.SAME : image.standing(pin);
            if (standing == Standing.OTHER) {
                return bad(from
                        + image.record().map(record -> " of " + record.image()).orElse("") + ", but " + pin.words()
                        + " is pinned under its name; pull the image again.");
            }
            if (standing == Standing.UNKNOWN && pin.digest().isPresent()) {
                return unknown(from + ", and " + pin.words() + " is pinned under its name. They are the same only if"
                        + " the pinned digest is that of a list of images for several machines; pull the image again"
                        + " to be sure of it.");
            }
        }
        return good(from + ".");
    }

    private Check.Step trial(Host host, StagedImage image) {
        ContainerProgram program = ContainerProgram.get(host);
        String[] words = image.pins().isEmpty()
                ? new String[] {"true"}
                : image.pins().getFirst().use().trial();
        List<String> argv = new ArrayList<>(List.of(
                program.name(), "exec", "--cleanenv", image.file().path().toString()));
        argv.addAll(List.of(words));
        Outcome outcome = host.run(new Command(argv, "", Map.of(), SHORT));
        String command = String.join(" ", words);
        return outcome.succeeded()
                ? good("\"" + command + "\" ran in it" + version(outcome) + ".")
                : bad("\"" + command + "\" failed in it: " + PullWords.said(outcome.said()) + ".");
    }

    private static String version(Outcome outcome) {
        String line = outcome.stdout().isBlank()
                ? ""
                : outcome.stdout().strip().lines().findFirst().orElse("");
        return line.isEmpty() ? "" : " and said " + (line.length() > 80 ? line.substring(0, 80) + "…" : line);
    }

    private Check.Step good(String sentence) {
        return new Check.Step(title, Check.Result.GOOD, sentence);
    }

    private Check.Step bad(String sentence) {
        return new Check.Step(title, Check.Result.BAD, sentence);
    }

    private Check.Step unknown(String sentence) {
        return new Check.Step(title, Check.Result.UNKNOWN, sentence);
    }
}
