package org.blackfish.model;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What should be in a revision, by {@code trees/<commit>.json}, which the hub's client writes before it fetches anything;
 * pure.
 */
record TreeListing(Map<String, Long> sizes) {
    /** Read beside the weights, and small: a download that took them not has broken off. */
    private static final String NEEDED =
            "(config|generation_config|tokenizer|tokenizer_config|preprocessor_config)\\.json"
                    + "|tokenizer\\.model|.*\\.safetensors\\.index\\.json";

    /** Empty when the text is not such a listing. */
    static Optional<TreeListing> parse(String text) {
        Map<String, Long> sizes = new TreeMap<>();
        try (var reader = Json.createReader(new StringReader(text))) {
            JsonObject files = reader.readObject().getJsonObject("files");
            files.forEach((path, file) -> {
                if (file instanceof JsonObject one) {
                    sizes.put(path, size(one));
                }
            });
            return Optional.of(new TreeListing(sizes));
        } catch (JsonException | ClassCastException | NullPointerException e) {
            return Optional.empty();
        }
    }

    private static long size(JsonObject file) {
        return file.get("size") instanceof JsonNumber number ? number.longValue() : -1;
    }

    /** What is missing or of another size among what a run needs, as a sentence's end; null when all is there. */
    @Nullable
    String lacks(List<WeightFile> there) {
        Map<String, Long> found = new TreeMap<>();
        there.stream().filter(WeightFile::present).forEach(file -> found.put(file.path(), file.size()));
        // What cannot be seen is told when it is to be read; here it counts as it is listed.
        there.stream()
                .filter(WeightFile::closed)
                .forEach(file -> found.put(file.path(), sizes.getOrDefault(file.path(), 0L)));
        List<WeightFile> listed = new ArrayList<>();
        sizes.forEach((path, size) -> listed.add(new WeightFile(path, size, found.containsKey(path))));
        Weights here = Weights.of(there);
        boolean closed = there.stream().anyMatch(WeightFile::closed);
        if (here.bytes() == 0 && !closed && Weights.of(listed).bytes() > 0) {
            return "its weights have not been downloaded yet";
        }
        for (Map.Entry<String, Long> file : sizes.entrySet()) {
            String path = file.getKey();
            Long size = found.get(path);
            if (size == null && here.format() == Format.SAFETENSORS && path.matches(NEEDED)) {
                return path + " is in its listing but not there";
            }
            if (size != null && file.getValue() >= 0 && !size.equals(file.getValue())) {
                return path + " has " + size + " bytes instead of " + file.getValue();
            }
        }
        return null;
    }
}
