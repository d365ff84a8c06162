package org.blackfish.fetch;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What to fetch and where to: one commit of one repository into a folder of {@code models--…}.
 *
 * @param ref the branch or tag that shall name the commit afterwards, empty for none
 * @param root the folder that holds {@code models--…}
 * @param shared whether others read it too: modes 755 and 644, and the group of {@code root}
 * @param rate bytes a second at most, 0 for as fast as it goes
 * @param id what tells this download from others in the names of temporary files: 8 hexadecimal digits
 */
public record Order(
        String repo,
        String commit,
        String ref,
        Path root,
        URI endpoint,
        boolean shared,
        long rate,
        String id,
        String agent,
        List<Piece> pieces) {
    /** The name of the order in its folder. */
    public static final String FILE = "order";

    public Order {
        pieces = List.copyOf(pieces);
        Set<String> files = new HashSet<>();
        Set<String> folders = new HashSet<>();
        for (Piece piece : pieces) {
            boolean once = files.add(piece.path());
            for (int end = piece.path().indexOf('/');
                    end > 0;
                    end = piece.path().indexOf('/', end + 1)) {
                folders.add(piece.path().substring(0, end));
            }
            if (!once) {
                throw new Failure(Failure.Kind.HUB, "The hub lists " + Piece.shown(piece.path()) + " twice.");
            }
        }
        files.retainAll(folders);
        if (!files.isEmpty()) {
            String first = files.iterator().next();
            throw new Failure(Failure.Kind.HUB, "The hub lists " + Piece.shown(first) + " as a file and as a folder.");
        }
    }

    /** The sum of its files. */
    public long bytes() {
        return pieces.stream().mapToLong(Piece::size).sum();
    }

    /** Where the hub gives out a file of this commit. */
    URI address(Piece piece) {
        String path = Arrays.stream(piece.path().split("/", -1))
                .map(name -> encoded(name).replace("+", "%20"))
                .collect(Collectors.joining("/"));
        return URI.create(endpoint + "/" + repo + "/resolve/" + commit + "/" + path);
    }

    /** One line a fact, each value encoded so that it has no spaces. */
    public String text() {
        List<String> lines = new ArrayList<>(List.of(
                line("repo", repo),
                line("commit", commit),
                line("ref", ref),
                line("root", root.toString()),
                line("endpoint", endpoint.toString()),
                line("shared", String.valueOf(shared)),
                line("rate", String.valueOf(rate)),
                line("id", id),
                line("agent", agent)));
        for (Piece piece : pieces) {
            lines.add(String.join(
                    " ",
                    "piece",
                    String.valueOf(piece.size()),
                    piece.etag(),
                    piece.large() ? "large" : "small",
                    encoded(piece.path())));
        }
        return String.join("\n", lines) + "\n";
    }

    /** What {@link #text} wrote; {@code IllegalArgumentException} for anything else. */
    public static Order parse(String text) {
        Map<String, String> facts = new HashMap<>();
        List<Piece> pieces = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("piece") && words.length == 5) {
                pieces.add(new Piece(decoded(words[4]), Long.parseLong(words[1]), words[2], words[3].equals("large")));
            } else if (words.length == 2) {
                facts.put(words[0], decoded(words[1]));
            } else {
                throw new IllegalArgumentException("no line of an order: " + line);
            }
        }
        return new Order(
                fact(facts, "repo"),
                fact(facts, "commit"),
                fact(facts, "ref"),
                Path.of(fact(facts, "root")),
                URI.create(fact(facts, "endpoint")),
                fact(facts, "shared").equals("true"),
                Long.parseLong(fact(facts, "rate")),
                fact(facts, "id"),
                fact(facts, "agent"),
                pieces);
    }

    private static String fact(Map<String, String> facts, String name) {
        String value = facts.get(name);
        if (value == null) {
            throw new IllegalArgumentException("an order without " + name);
        }
        return value;
    }

    private static String line(String name, String value) {
        return name + " " + encoded(value);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
