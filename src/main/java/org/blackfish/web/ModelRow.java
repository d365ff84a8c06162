package org.blackfish.web;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.blackfish.model.CatalogueEntry;
import org.blackfish.model.Defect;
import org.blackfish.model.Format;
import org.blackfish.model.Place;
import org.jspecify.annotations.Nullable;

/**
 * One revision of a model as people read it.
 *
 * @param revision enough of the commit to tell it from others; empty for a lone file
 * @param facts what is known of it, by name
 * @param defect why it cannot be launched; empty when it can
 * @param older its repository's other revisions
 */
public record ModelRow(
        UUID id,
        String repo,
        String task,
        String size,
        String revision,
        String place,
        boolean shared,
        @Nullable Instant lastUsedAt,
        Map<String, String> facts,
        String defect,
        List<ModelRow> older) {
    private static final int SHORT = 8;

    static ModelRow of(CatalogueEntry model, List<ModelRow> older) {
        String defect = model.defect();
        return new ModelRow(
                model.id(),
                model.repo(),
                model.image().equals(CatalogueEntry.UNKNOWN)
                        ? ""
                        : model.image().replace('-', ' '),
                Words.bytes(Math.round(model.sizeGb() * 1e9)),
                brief(model.revision()),
                word(model.place()),
                model.place() == Place.SHARED,
                model.lastUsedAt(),
                facts(model),
                defect == null ? "" : defect,
                older);
    }

    private static String word(Place place) {
        return switch (place) {
            case SHARED -> "shared";
            case HOME -> "home";
            case HF_CACHE -> "Hugging Face cache";
        };
    }

    static String brief(@Nullable String revision) {
        return revision == null ? "" : revision.length() <= SHORT ? revision : revision.substring(0, SHORT);
    }

    private static Map<String, String> facts(CatalogueEntry model) {
        Map<String, String> facts = new LinkedHashMap<>();
        add(facts, "Licence", model.license());
        add(facts, "Architecture", model.architecture());
        Integer context = model.contextLength();
        add(facts, "Context", context == null ? null : String.format(Locale.ROOT, "%,d tokens", context));
        add(facts, "Weights", weights(model));
        add(facts, "Chat template", chat(model.chatTemplate()));
        add(facts, "Files", files(model));
        add(facts, "Commit", model.revision());
        add(facts, "Folder", model.modelDir());
        add(facts, "Came", came(model));
        return facts;
    }

    private static void add(Map<String, String> facts, String name, @Nullable String value) {
        if (value != null) {
            facts.put(name, value);
        }
    }

    private static String weights(CatalogueEntry model) {
        String kind =
                model.format() == Format.GGUF ? "GGUF" : model.format() == Format.SAFETENSORS ? "safetensors" : "other";
        String how = model.quantization() == null ? model.dtype() : model.quantization();
        Long parameters = model.parameterCount();
        String count = parameters == null ? "" : String.format(Locale.ROOT, ", %.1f billion", parameters / 1e9);
        return kind + (how == null ? "" : ", " + how) + count;
    }

    private static @Nullable String chat(@Nullable Boolean template) {
        return template == null ? null : template ? "yes" : "none, so chat may not work";
    }

    private static String files(CatalogueEntry model) {
        return model.files() + (model.files() == 1 ? " file, " : " files, ") + Words.bytes(model.totalBytes());
    }

    private static String came(CatalogueEntry model) {
        return switch (model.source()) {
            case FOUND -> "put there by hand or by another program";
            case ADDED -> "added by a client";
            case DOWNLOADED -> "downloaded by Blackfish";
        };
    }

    public boolean isWhole() {
        return defect.isEmpty();
    }

    /** Why it cannot be launched, with what mends it; empty when it can. */
    public String trouble() {
        return isWhole() ? "" : Defect.sentence(defect);
    }

    public List<Map.Entry<String, String>> factList() {
        return List.copyOf(facts.entrySet());
    }
}
