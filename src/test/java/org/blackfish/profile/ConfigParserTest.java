package org.blackfish.profile;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.blackfish.problem.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Files that people write, as Python's own {@code ConfigParser} reads them and as we do. */
class ConfigParserTest {
    private static final List<String> FILES = List.of(
            "[a]\nschema = slurm\nhost = localhost\n",
            "[a]\n  schema = slurm\n  host = localhost\n",
            "[a]\n\tschema = slurm\n\thost = localhost\n\n[b]\n\thost = x\n",
            "  [a]\n  schema = slurm\n  host = h\n  [b]\n  host = h\n",
            "[a]\n    schema = slurm\n  host = h\nuser = u\n",
            "[a]\nnote = one\n  two\nhost = h\n",
            "[a]\n  note = one\n    two\n  host = h\n",
            "[a]\nnote = one\n\n  two\nhost = h\n",
            "[a]\nnote = one\n\n\n  two\n\nhost = h\n\n",
            "[a]\nnote = one\n# between\n  two\n  ; and\n  three\nhost = h\n",
            "[a]\nnote =\n  one\n  two\nhost = h\n",
            "[a]\nnote = one\n  [b]\nhost = h\n",
            "[a]\nnote = one\n  more = two\nhost = h\n",
            "[a] ; main\nhost = h\n",
            "[a]\n; note\n  host = h\n",
            "[a] ; see [b]\nhost = h\n",
            "[a]\nhost=h\n[]\n",
            "[a]\nhost: h\nuser = x:y=z\n",
            "[DEFAULT]\nuser = u\n[a]\nhost = h\n[DEFAULT]\nhome_dir = /h\n",
            "[DEFAULT]\nuser = u\n[DEFAULT]\nuser = v\n",
            "[a]\r\nhost = h\r\n  more\r\nuser = u\r\n",
            "[a]\nhost\n",
            "[a]\n = h\n",
            "host = h\n",
            "  host = h\n",
            "[a]\n[a]\n",
            "[a]\nhost = h\nHOST = h\n",
            "[a]\nhost = h",
            "");

    private static final String SCRIPT = """
            import configparser, json, sys
            def read(text):
                parser = configparser.ConfigParser()
                try:
                    # As from a file, where every kind of line's end is one.
                    parser.read_string(text.replace("\\r\\n", "\\n"))
                except configparser.Error:
                    return None
                return {name: dict(parser.items(name, raw=True)) for name in parser.sections()}
            print(json.dumps([read(text) for text in sys.argv[1:]]))
            """;

    @Test
    void everyFileIsReadAsPythonReadsIt() throws IOException {
        List<@Nullable Map<String, Map<String, String>>> read = python(FILES);
        for (int i = 0; i < FILES.size(); i++) {
            assertThat(ours(FILES.get(i), read.get(i))).as(FILES.get(i)).isEqualTo(read.get(i));
        }
    }

    @Test
    void aChangeIsReadByPythonAsThatChangeAndNoOther() throws IOException {
        List<String> changed = new ArrayList<>();
        List<Map<String, Map<String, String>>> wanted = new ArrayList<>();
        List<@Nullable Map<String, Map<String, String>>> read = python(FILES);
        for (int i = 0; i < FILES.size(); i++) {
            Map<String, Map<String, String>> before = read.get(i);
            if (before == null) {
                continue;
            }
            IniText text = IniText.of(FILES.get(i));
            before.forEach((section, values) -> {
                for (String key : List.of("schema", "host", "user", "note", "home_dir")) {
                    changed.add(text.with(section, key, "new").toString());
                    Map<String, String> more = new TreeMap<>(values);
                    more.put(key, "new");
                    Map<String, Map<String, String>> after = new TreeMap<>(before);
                    after.put(section, more);
                    wanted.add(after);
                }
                changed.add(text.renamed(section, "other").toString());
                Map<String, Map<String, String>> after = new TreeMap<>(before);
                after.remove(section);
                after.put("other", values);
                wanted.add(after);
            });
        }
        List<@Nullable Map<String, Map<String, String>>> found = python(changed);
        for (int i = 0; i < changed.size(); i++) {
            assertThat(found.get(i)).as(changed.get(i)).isEqualTo(wanted.get(i));
        }
    }

    @Test
    void aHeaderKeepsItsCommentWhenItIsRenamed() {
        assertThat(IniText.of("  [lab] ; main\nhost = h\n").renamed("lab", "new"))
                .hasToString("  [new] ; main\nhost = h\n");
    }

    /** What we find where Python found something; null when we refuse the file. */
    private static @Nullable Map<String, Map<String, String>> ours(
            String text, @Nullable Map<String, Map<String, String>> asked) {
        try {
            IniFile file = IniFile.parse("profiles.cfg", text);
            Map<String, Map<String, String>> found = new TreeMap<>();
            for (String section : file.sections()) {
                Map<String, String> values = new TreeMap<>();
                for (String key : asked == null
                        ? List.<String>of()
                        : asked.getOrDefault(section, Map.of()).keySet()) {
                    values.put(key, String.valueOf(file.value(section, key)));
                }
                found.put(section, values);
            }
            return found;
        } catch (InvalidInput e) {
            return null;
        }
    }

    private static List<@Nullable Map<String, Map<String, String>>> python(List<String> texts) throws IOException {
        List<String> argv = new ArrayList<>(List.of("python3", "-c", SCRIPT));
        argv.addAll(texts);
        Process python = new ProcessBuilder(argv)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<@Nullable Map<String, Map<String, String>>> read = new ArrayList<>();
        try (var reader = Json.createReader(new StringReader(said))) {
            for (JsonValue one : reader.readArray()) {
                read.add(one instanceof JsonObject sections ? sections(sections) : null);
            }
        }
        return read;
    }

    private static Map<String, Map<String, String>> sections(JsonObject sections) {
        Map<String, Map<String, String>> found = new TreeMap<>();
        sections.forEach((name, values) -> {
            Map<String, String> options = new TreeMap<>();
            values.asJsonObject().forEach((key, value) -> options.put(key, ((JsonString) value).getString()));
            found.put(name, options);
        });
        return found;
    }
}
