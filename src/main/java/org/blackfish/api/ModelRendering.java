package org.blackfish.api;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;
import org.blackfish.model.Format;
import org.blackfish.model.Model;
import org.blackfish.profile.Profile;
import org.blackfish.wire.ModelFacts;
import org.blackfish.wire.ModelView;

/** Models as they cross HTTP; pure. */
final class ModelRendering {
    private static final String UNKNOWN = "unknown";

    private ModelRendering() {}

    static ModelView view(Profile profile, Model model) {
        String key = profile.name() + "\n" + model.repo() + "\n" + model.revision();
        return new ModelView(
                UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)),
                null,
                null,
                model.repo(),
                profile.name(),
                model.revision(),
                model.format() == Format.GGUF ? "text-generation" : UNKNOWN,
                folder(model).toString(),
                new ModelFacts(model.sizeGb(), "files", null, null, null),
                model.place().name().toLowerCase(Locale.ROOT),
                model.format().name().toLowerCase(Locale.ROOT),
                model.defect());
    }

    /** Whether a model may serve the task; one whose files do not tell is never hidden. */
    static boolean mayBe(ModelView model, String task) {
        return model.image().equals(UNKNOWN) || model.image().equals(task.replace('_', '-'));
    }

    /** The repository's folder, as older clients bind it; for a lone file the folder it lies in. */
    private static Path folder(Model model) {
        if (model.revision() == null) {
            return model.bindRoot();
        }
        return model.bindRoot()
                .resolve(model.bindRoot().relativize(model.file()).getName(0));
    }
}
