package org.blackfish.image;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a pull failed, in one sentence with its remedy, out of what the program said; pure. */
final class PullWords {
    private static final Pattern FULL = Pattern.compile(
            "(?:write|mkdir|open|create)\\s+(/\\S+?):? ?(?:no space|disk quota)", Pattern.CASE_INSENSITIVE);
    private static final String KILLED = "exit-137";
    private static final String DEATH = ".*/pull\\.sh: line \\d+: +\\d+ .*";

    private PullWords() {}

    /** {@code word} is the script's own reason, and below it what room the disks had. */
    static String sentence(PullSight sight, String word) {
        String folder = sight.note().order().place() == ImagePlace.CACHE ? "cache_dir" : "home_dir";
        String[] reason =
                word.lines().findFirst().orElse("").replaceFirst("^failed ", "").split(" ", 2);
        return switch (reason[0]) {
            case "no-program" ->
                "Neither apptainer nor singularity is on the PATH of that machine; pull as a Slurm job, or"
                        + " run the command by hand where there is one.";
            case "no-scratch" ->
                "There is no folder to unpack in that this account may write to; name one as pull.scratch in"
                        + " images.yaml.";
            case "no-room" ->
                noRoom(reason.length > 1 ? reason[1] + PullRoom.words(word, reason[1]) : folder + "/images");
            case "no-sif" -> "What was fetched is no SIF image; nothing was staged.";
            case "unreadable" ->
                "The fetched image could not be read again; the disk may be faulty. Nothing was staged.";
            case "no-rename" ->
                "The image is whole but could not get its name in " + folder
                        + "/images; check that this account may write there.";
            case "taken" -> "Meanwhile somebody else staged an image of that name; theirs was kept.";
            case "stopped" ->
                "The pull was stopped from outside, by the end of its job's time or with the machine; give it more"
                        + " pull.minutes in images.yaml if it was the time, and try again.";
            case "broken" ->
                "The pull broke off by itself."
                        + fromLog(sight).map(said -> " " + said).orElse("");
            default ->
                fromLog(sight.note().order(), said(sight.log()), word).orElseGet(() -> unknown(reason[0], sight.log()));
        };
    }

    private static String noRoom(String where) {
        return "The disk is full: nothing more could be written in " + where + ". Free some room and try again.";
    }

    private static String unknown(String reason, String log) {
        return reason.equals(KILLED)
                ? "The container program was killed, as happens when memory runs out; nothing was staged. Try again, or"
                        + " pull as a Slurm job with more pull.memory_gb in images.yaml."
                : "The container program failed: " + said(log) + ".";
    }

    /** Empty when the program said nothing that we know. */
    static Optional<String> fromLog(PullSight sight) {
        return fromLog(sight.note().order(), said(sight.log()), "");
    }

    private static Optional<String> fromLog(PullOrder order, String said, String rooms) {
        return PullTrouble.of(said)
                .map(trouble ->
                        trouble == PullTrouble.UNKNOWN_IMAGE && order.digest().isPresent()
                                ? PullTrouble.UNKNOWN_DIGEST
                                : trouble)
                .map(trouble -> trouble.sentence()
                        .replace("%IMAGE%", order.image().toString())
                        .replace("%DIGEST%", order.digest().map(Digest::text).orElse(""))
                        .replace("%FILE%", full(said))
                        .replace("%ROOM%", PullRoom.words(rooms, full(said)))
                        .replace("%SAID%", brief(said)));
    }

    /** The program's last complaint, else its last line, without colours, the label in front and the shell's own words. */
    static String said(String log) {
        List<String> lines = log.replaceAll("\u001b\\[[0-9;]*m", "")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.matches(DEATH))
                .toList();
        return lines.stream()
                .filter(line -> line.startsWith("FATAL:") || line.startsWith("Error"))
                .reduce((first, last) -> last)
                .or(() -> lines.stream()
                        .filter(line -> !line.startsWith("INFO:") && !line.startsWith("WARNING:"))
                        .reduce((first, last) -> last))
                .map(line -> line.replaceFirst("^FATAL:\\s*", ""))
                .orElse("it gave no reason");
    }

    private static String full(String said) {
        Matcher matcher = FULL.matcher(said);
        return matcher.find() ? matcher.group(1) : "the image";
    }

    /** The innermost reason: programs written in Go put each layer's words before it. */
    private static String brief(String said) {
        String[] parts = said.split(": ", -1);
        int from = Math.max(0, parts.length - 2);
        return String.join(": ", List.of(parts).subList(from, parts.length)).replaceFirst("\\.$", "");
    }
}
