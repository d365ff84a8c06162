package org.blackfish.image;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.Profile;
import org.blackfish.transport.Host;

/** Checks of staged images, which take a while: each goes on in the background and its steps are told as they come. */
@ApplicationScoped
public class Checks {
    private final Map<String, Check> known = new ConcurrentHashMap<>();
    private final Hosts hosts;
    private final Clock clock;
    private final Consumer<ImageChanged> told;

    @Inject
    public Checks(Hosts hosts, Clock clock, Event<ImageChanged> event) {
        this(hosts, clock, event::fire);
    }

    Checks(Hosts hosts, Clock clock, Consumer<ImageChanged> told) {
        this.hosts = hosts;
        this.clock = clock;
        this.told = told;
    }

    /** Starts a check, or joins the one of this image that goes on. */
    public Check start(Profile profile, StagedImage image) {
        String key = key(image);
        return known.compute(key, (path, before) -> {
            if (before != null && before.running()) {
                return before;
            }
            Thread.ofVirtual().name("image-check").start(() -> run(profile, image));
            return new Check(image.name(), clock.instant(), true, List.of());
        });
    }

    /** The last check of this file by this server; empty when there was none. */
    public Optional<Check> find(StagedImage image) {
        return Optional.ofNullable(known.get(key(image)));
    }

    void run(Profile profile, StagedImage image) {
        Host host = hosts.of(profile);
        List<Check.Step> steps = new ArrayList<>();
        for (CheckStep step : CheckStep.values()) {
            steps.add(tried(step, host, image));
            boolean last = step == CheckStep.TRIAL;
            Check check = new Check(image.name(), clock.instant(), !last, steps);
            known.put(key(image), check);
            String phase = !last ? "verifying" : check.isGood() ? "verified" : "faulty";
            told.accept(new ImageChanged(profile.name(), image.name(), phase, steps.size(), ""));
        }
    }

    private static Check.Step tried(CheckStep step, Host host, StagedImage image) {
        try {
            return step.run(host, image);
        } catch (RuntimeException e) {
            // A check that ends without its last step would count as going on for ever.
            return new Check.Step(step.title(), Check.Result.UNKNOWN, String.valueOf(e.getMessage()));
        }
    }

    private static String key(StagedImage image) {
        return image.file().path().toString();
    }
}
