package org.blackfish.api;

import jakarta.json.JsonObject;
import java.util.List;
import org.blackfish.model.Hearsay;
import org.blackfish.model.Source;
import org.jspecify.annotations.Nullable;

/**
 * What a client says that it has put on disk; sizes and folders are looked up there.
 *
 * @param ignored names members of the body that nothing knew
 */
record ModelRequest(String repo, String profile, @Nullable String revision, Hearsay told, List<String> ignored) {
    ModelRequest {
        ignored = List.copyOf(ignored);
    }

    static ModelRequest read(JsonObject body) {
        JsonFields fields = new JsonFields(body);
        String repo = fields.neededText("repo");
        String profile = fields.neededText("profile");
        String revision = fields.text("revision");
        String image = fields.text("image");
        fields.know("model_dir");
        JsonFields metadata = fields.nested("metadata_");
        Double parameters = metadata.number("parameter_count");
        String dtype = metadata.text("dtype");
        if (image != null && !image.matches("[A-Za-z0-9_-]{1,60}")) {
            fields.wrong("image", "The image \"" + JsonFields.shown(image) + "\" is no task's name.");
        }
        if (parameters != null && (parameters < 0 || parameters > 1e15)) {
            fields.wrong("metadata_.parameter_count", "The parameter_count must be from 0 to 10^15.");
        }
        List<String> ignored = fields.complete();
        return new ModelRequest(
                repo,
                profile,
                revision,
                new Hearsay(
                        Source.ADDED,
                        image,
                        null,
                        parameters == null ? null : Long.valueOf(parameters.longValue()),
                        dtype),
                ignored);
    }
}
