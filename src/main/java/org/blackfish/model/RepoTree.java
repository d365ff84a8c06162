package org.blackfish.model;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.blackfish.problem.CommandFailed;
import org.blackfish.transport.Command;
import org.blackfish.transport.Host;
import org.blackfish.transport.Outcome;

/**
 * Every file and link below one repository's folder, as one command tells it.
 *
 * @param folder the repository's own
 */
record RepoTree(Path folder, List<Name> names) {
    private static final Duration LONGEST = Duration.ofSeconds(25);
    private static final String FORM = "%y\\0%s\\0%P\\0%l\\0";
    private static final int FIELDS = 4;
    private static final int CUT = 15 * 1024 * 1024;

    /** One of them; {@code target} is empty for a file. */
    record Name(Path path, boolean link, long size, String target) {
        /** Where a link leads, seen from the repository's folder; empty for a file and for a way out of it. */
        Optional<Path> leadsTo() {
            if (!link || target.isEmpty() || target.startsWith("/")) {
                return Optional.empty();
            }
            Path there = path.resolveSibling(target).normalize();
            return there.startsWith("..") ? Optional.empty() : Optional.of(there);
        }
    }

    static RepoTree of(Host host, Path folder) {
        List<String> argv = List.of(
                "timeout",
                String.valueOf(LONGEST.toSeconds() - 5),
                "find",
                "-H",
                folder.toString(),
                "-maxdepth",
                "16",
                "(",
                "-type",
                "f",
                "-o",
                "-type",
                "l",
                ")",
                "-printf",
                FORM);
        Outcome outcome = host.run(new Command(argv, "", Map.of("LC_ALL", "C.UTF-8"), LONGEST));
        if (!outcome.succeeded() || outcome.stdout().length() > CUT) {
            throw new CommandFailed(host.name(), argv, outcome.exit(), outcome.said());
        }
        return new RepoTree(folder, parse(outcome.stdout()));
    }

    static List<Name> parse(String printed) {
        List<Name> names = new ArrayList<>();
        String[] fields = printed.split("\0", -1);
        for (int at = 0; at + FIELDS < fields.length + 1 && at + 3 < fields.length; at += FIELDS) {
            List<String> one = Arrays.asList(fields).subList(at, at + FIELDS);
            names.add(new Name(Path.of(one.get(2)), one.get(0).equals("l"), Long.parseLong(one.get(1)), one.get(3)));
        }
        return names;
    }

    /** The commits that have a folder. */
    TreeSet<String> revisions() {
        TreeSet<String> revisions = new TreeSet<>();
        for (Name name : names) {
            boolean within = name.path().startsWith("snapshots") && name.path().getNameCount() > 2;
            if (within && !name.path().getName(1).toString().startsWith(".")) {
                revisions.add(name.path().getName(1).toString());
            }
        }
        return revisions;
    }

    List<Name> below(Path part) {
        return names.stream().filter(name -> name.path().startsWith(part)).toList();
    }

    Optional<Name> at(Path path) {
        return names.stream().filter(name -> name.path().equals(path)).findFirst();
    }
}
