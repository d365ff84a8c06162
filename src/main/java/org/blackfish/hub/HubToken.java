package org.blackfish.hub;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.ProblemException;
import org.blackfish.problem.WrongState;
import org.blackfish.settings.HubFolders;
import org.blackfish.settings.Secret;
import org.blackfish.transport.Access;
import org.blackfish.transport.Host;
import org.blackfish.transport.LocalHost;

/** The user's Hugging Face token, looked for where and in the order that huggingface_hub does, and kept where it does. */
@ApplicationScoped
public class HubToken {
    private static final int LONGEST = 4096;
    private static final Set<String> YES = Set.of("1", "ON", "YES", "TRUE");

    private final Map<String, String> environment;
    private final Host here = new LocalHost();

    @Inject
    public HubToken() {
        this(System.getenv());
    }

    public HubToken(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The one in force, empty for none. */
    public Optional<Secret> find() {
        if (YES.contains(set("HF_HUB_DISABLE_IMPLICIT_TOKEN").toUpperCase(java.util.Locale.ROOT))) {
            return Optional.empty();
        }
        return variable().map(name -> new Secret(set(name))).or(this::inFile);
    }

    /** The environment variable that gives the token, which no file can override. */
    public Optional<String> variable() {
        return Stream.of("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")
                .filter(name -> !set(name).isEmpty())
                .findFirst();
    }

    private Optional<Secret> inFile() {
        try {
            String text = new String(here.read(file(), 0, LONGEST), StandardCharsets.UTF_8).replaceAll("[\\r\\n]", "");
            return text.isBlank() ? Optional.empty() : Optional.of(new Secret(text.strip()));
        } catch (ProblemException none) {
            return Optional.empty();
        }
    }

    /** The token that somebody typed, with the blanks around it taken off; {@link InvalidInput} when it is none. */
    public static Secret checked(String typed) {
        if (!typed.strip().matches("[\\x21-\\x7e]{1,500}")) {
            throw new InvalidInput(
                    "token", "A Hugging Face token is one word such as hf_…; what was given has spaces or is empty.");
        }
        return new Secret(typed.strip());
    }

    /** Keeps a token in the file (0600, its folder 0700 if it is new), where every Hugging Face client finds it. */
    public void save(Secret token) {
        checked(token.value());
        Optional<String> stronger = variable();
        if (stronger.isPresent()) {
            throw new WrongState(
                    "token",
                    "set by " + stronger.get(),
                    "not set by the environment",
                    "The environment variable " + stronger.get() + " gives the token and wins over a saved one; unset"
                            + " it and start Blackfish again.");
        }
        Path folder = file().getParent();
        if (folder != null) {
            here.makeFolders(folder, Access.PRIVATE);
        }
        here.write(file(), token.value().getBytes(StandardCharsets.UTF_8), Access.PRIVATE);
    }

    /** Removes the file; a token of the environment stays in force. */
    public void forget() {
        here.remove(file());
    }

    /** Where it is kept; see {@link HubFolders#token}. */
    public Path file() {
        return new HubFolders(environment).token();
    }

    private String set(String name) {
        return environment.getOrDefault(name, "").strip();
    }
}
