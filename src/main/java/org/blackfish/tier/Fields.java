package org.blackfish.tier;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The keys of one YAML mapping, read with their types. A value that is wrong becomes a finding and a stand-in, so that
 * one pass tells everything; a file with an error is never used.
 */
final class Fields {
    private static final Pattern WHOLE = Pattern.compile("0|[1-9]\\d{0,8}");
    private static final Pattern NUMBER = Pattern.compile("(0|[1-9]\\d{0,8})(\\.\\d{1,9})?");
    /** What Slurm's names, constraints and gres are made of; nothing a shell or an #SBATCH line would read. */
    private static final Pattern SLURM_WORD = Pattern.compile("[A-Za-z0-9_.,:=+@%/&|*!()\\[\\]<>-]{1,200}");

    private final Node place;
    private final String what;
    private final Findings findings;
    private final Map<String, Node> values;
    private final Map<String, Node> keys;

    /** {@code what} names the mapping in sentences, such as {@code tier "Small"}. */
    Fields(Node place, String what, Findings findings) {
        this.place = place;
        this.what = what;
        this.findings = findings;
        Mapping mapping = new Mapping(place, what, findings);
        this.values = mapping.values();
        this.keys = mapping.keys();
    }

    /** Warns of every key that is not one of these. */
    Fields known(String... names) {
        List<String> known = List.of(names);
        keys.forEach((name, key) -> {
            if (!known.contains(name)) {
                findings.warning(
                        key,
                        what + " has the unknown key \"" + name + "\", which is not used; known are "
                                + String.join(", ", known) + ".");
            }
        });
        return this;
    }

    Map<String, Node> values() {
        return values;
    }

    Node key(String name) {
        return keys.getOrDefault(name, place);
    }

    /** The value's place, for findings about it. */
    Node placeOf(String name) {
        return values.getOrDefault(name, place);
    }

    /** The value of an optional key; null when it is absent or null. */
    @Nullable
    Node optional(String name) {
        Node value = values.get(name);
        return value == null || value.getTag().equals(Tag.NULL) ? null : value;
    }

    /** The value of a required key; absence is an error. */
    @Nullable
    Node required(String name) {
        Node value = values.get(name);
        if (value == null) {
            findings.error(place, what + " has no " + name + "; add it.");
        }
        return value;
    }

    /** The elements of a required list. */
    List<Node> list(String name) {
        Node value = required(name);
        if (value instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        if (value != null) {
            findings.error(value, name + " of " + what + " must be a list, each element with a dash before it.");
        }
        return List.of();
    }

    String requiredText(String name) {
        Node value = required(name);
        return value == null ? "" : text(name, value);
    }

    @Nullable
    String optionalText(String name) {
        Node value = optional(name);
        return value == null ? null : text(name, value);
    }

    /** Like text, but only of the characters that Slurm's own words are made of. */
    @Nullable
    String optionalSlurmWord(String name) {
        Node value = optional(name);
        String word = value == null ? null : text(name, value);
        if (value != null && word != null && !word.isEmpty() && !isSlurmWord(word)) {
            wrong(name, value, "write it as Slurm does, without spaces, quotes, $ or #");
        }
        return word;
    }

    static boolean isSlurmWord(String word) {
        return SLURM_WORD.matcher(word).matches();
    }

    int requiredWhole(String name, int least) {
        Node value = required(name);
        return value == null ? least : whole(name, value, least);
    }

    int optionalWhole(String name, int least, int fallback) {
        Node value = optional(name);
        return value == null ? fallback : whole(name, value, least);
    }

    /** A size above 0, or null where the file says null. */
    @Nullable
    Double requiredSize(String name) {
        Node value = required(name);
        if (value == null || value.getTag().equals(Tag.NULL)) {
            return null;
        }
        if (value instanceof ScalarNode scalar
                && scalar.isPlain()
                && NUMBER.matcher(scalar.getValue()).matches()
                && Double.parseDouble(scalar.getValue()) > 0) {
            return Double.valueOf(scalar.getValue());
        }
        wrong(name, value, "give a number above 0 such as 16 or 0.5, or null for no limit");
        return null;
    }

    boolean optionalFlag(String name) {
        Node value = optional(name);
        if (value == null) {
            return false;
        }
        if (value instanceof ScalarNode scalar && value.getTag().equals(Tag.BOOL)) {
            return List.of("true", "yes", "on").contains(scalar.getValue().toLowerCase(Locale.ROOT));
        }
        wrong(name, value, "give true or false");
        return false;
    }

    private int whole(String name, Node value, int least) {
        if (value instanceof ScalarNode scalar
                && scalar.isPlain()
                && WHOLE.matcher(scalar.getValue()).matches()
                && Integer.parseInt(scalar.getValue()) >= least) {
            return Integer.parseInt(scalar.getValue());
        }
        wrong(name, value, "give a whole number from " + least + ", without quotes");
        return least;
    }

    private String text(String name, Node value) {
        if (!(value instanceof ScalarNode scalar) || !value.getTag().equals(Tag.STR)) {
            wrong(name, value, "give text, in quotes if it looks like a number or a yes or no");
            return "";
        }
        String text = scalar.getValue().strip();
        if (text.isEmpty()) {
            wrong(name, value, "give some text");
        } else if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
            wrong(name, value, "remove the control characters");
        }
        return text;
    }

    private void wrong(String name, Node value, String remedy) {
        String said = value instanceof ScalarNode scalar
                ? "\"" + abridged(scalar.getValue()) + "\""
                : value instanceof SequenceNode ? "a list" : "a mapping";
        findings.error(value, name + " of " + what + " is " + said + "; " + remedy + ".");
    }

    private static String abridged(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= 60 ? clean : clean.substring(0, 60) + "…";
    }
}
