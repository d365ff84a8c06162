package org.blackfish.tier;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/** YAML text to its node graph without making any object: no tags, few aliases, shallow, at most 1 MiB. */
final class SafeYaml {
    static final int LONGEST = 1024 * 1024;
    private static final int MOST_ALIASES = 100;
    private static final int DEEPEST = 20;
    private static final String TOO_LONG = "The file is larger than 1 MiB; a tier file is a few kilobytes.";
    private static final String TOO_DEEP = "This is nested more than " + DEEPEST + " levels deep; write less.";
    private static final String TOO_MANY_ALIASES =
            "More than " + MOST_ALIASES + " aliases of lists and mappings are refused; write out what they stand for.";

    private SafeYaml() {}

    /** The text of a file in UTF-8, or null after telling {@code findings} where it is none. */
    static @Nullable String text(byte[] bytes, Findings findings) {
        if (bytes.length > LONGEST) {
            findings.error(1, 1, TOO_LONG);
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        out.flip();
        if (result.isError()) {
            String before = out.toString();
            findings.error(
                    (int) before.chars().filter(c -> c == '\n').count() + 1,
                    before.length() - before.lastIndexOf('\n'),
                    "The file is not text in UTF-8: the byte 0x"
                            + HexFormat.of().toHexDigits(bytes[in.position()]) + " stands here; save it as UTF-8.");
            return null;
        }
        return out.toString();
    }

    /** The root node, or null after telling {@code findings} why there is none. */
    static @Nullable Node compose(String text, Findings findings) {
        if (text.length() > LONGEST) {
            findings.error(1, 1, TOO_LONG);
            return null;
        }
        try {
            if (isRefused(text, findings)) {
                return null;
            }
            Node root = yaml().compose(new StringReader(text));
            if (root == null) {
                findings.error(
                        1, 1, "The file is empty; write partitions, or remove it to have the built-in defaults.");
            }
            return root;
        } catch (MarkedYAMLException e) {
            String context = e.getContext() == null ? "" : " (" + e.getContext() + ")";
            findings.error(e.getProblemMark(), "This is not well-formed YAML: " + e.getProblem() + context + ".");
        } catch (ReaderException e) {
            String before = text.substring(0, Math.min(text.length(), e.getPosition()));
            int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
            findings.error(
                    line, before.length() - before.lastIndexOf('\n'), "A control character stands here; remove it.");
        } catch (YAMLException e) {
            findings.error(0, 0, "This YAML is refused: " + e.getMessage() + ".");
        }
        return null;
    }

    /** What the events alone tell, each at its place. */
    private static boolean isRefused(String text, Findings findings) {
        boolean refused = false;
        int depth = 0;
        int aliases = 0;
        Set<String> collections = new HashSet<>();
        for (Event event : yaml().parse(new StringReader(text))) {
            String tag = tag(event);
            if (tag != null) {
                findings.error(event.getStartMark(), "The tag " + tag + " is not allowed here; remove it.");
                refused = true;
            }
            if (event instanceof CollectionStartEvent collection && collection.getAnchor() != null) {
                collections.add(collection.getAnchor());
            }
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            aliases += event instanceof AliasEvent alias && collections.contains(alias.getAnchor()) ? 1 : 0;
            if (depth > DEEPEST || aliases > MOST_ALIASES) {
                findings.error(event.getStartMark(), depth > DEEPEST ? TOO_DEEP : TOO_MANY_ALIASES);
                return true;
            }
        }
        return refused;
    }

    private static @Nullable String tag(Event event) {
        return switch (event) {
            case ScalarEvent scalar -> scalar.getTag();
            case CollectionStartEvent collection -> collection.getTag();
            default -> null;
        };
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LONGEST);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setNestingDepthLimit(DEEPEST);
        options.setAllowRecursiveKeys(false);
        return new Yaml(new SafeConstructor(options));
    }
}
