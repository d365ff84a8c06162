package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.blackfish.model.Format;
import org.blackfish.model.Model;
import org.blackfish.model.Models;
import org.blackfish.profile.Profile;
import org.jspecify.annotations.Nullable;

/** What the context of a model takes when its usual engine runs it. */
@ApplicationScoped
public class Contexts {
    private final Models models;

    @Inject
    Contexts(Models models) {
        this.models = models;
    }

    /** Null where the model does not tell; {@code arguments} are the engine's, one a line. */
    public @Nullable CacheNeed of(Profile profile, Model model, @Nullable String arguments) {
        Recipe recipe = model.format() == Format.GGUF ? new LlamaCpp() : new Vllm();
        List<String> words = arguments == null
                ? List.of()
                : arguments.lines().map(String::strip).toList();
        return models.shape(profile, model)
                .map(shape -> CacheNeed.of(shape, recipe, words))
                .orElse(null);
    }
}
