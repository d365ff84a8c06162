package org.blackfish.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where Hugging Face's own programs keep things on this machine, by the environment variables that they read. */
public final class HubFolders {
    private final Map<String, String> environment;

    public HubFolders(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** {@code HF_TOKEN_PATH}, else {@code token} in {@code HF_HOME}. */
    public Path token() {
        String set = set("HF_TOKEN_PATH");
        return set.isEmpty() ? home().resolve("token") : expanded(set);
    }

    /** {@code HF_HUB_CACHE}, else its old name, else {@code hub} in {@code HF_HOME}. */
    public Path cache() {
        String set = set("HF_HUB_CACHE");
        String old = set.isEmpty() ? set("HUGGINGFACE_HUB_CACHE") : set;
        return old.isEmpty() ? home().resolve("hub") : expanded(old);
    }

    /** Every place of theirs, for whoever must leave them alone. */
    public List<Path> all() {
        return List.of(home(), home().resolve("hub"), cache(), home().resolve("stored_tokens"), token());
    }

    private Path home() {
        String set = set("HF_HOME");
        if (!set.isEmpty()) {
            return expanded(set);
        }
        String caches = set("XDG_CACHE_HOME");
        Path cache = caches.isEmpty() ? userHome().resolve(".cache") : expanded(caches);
        return cache.resolve("huggingface");
    }

    private Path expanded(String path) {
        return path.equals("~") || path.startsWith("~/")
                ? userHome().resolve(path.substring(Math.min(2, path.length())))
                : Path.of(path).toAbsolutePath();
    }

    private Path userHome() {
        String set = set("HOME");
        return Path.of(set.isEmpty() ? System.getProperty("user.home") : set);
    }

    private String set(String name) {
        return environment.getOrDefault(name, "").strip();
    }
}
