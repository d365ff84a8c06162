package org.blackfish.e2e;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;

/**
 * A long test in legs. The seed ({@code -Dblackfish.seed}, default 1) makes a leg repeatable; what was done is written down
 * after every leg, so that a campaign which was broken off goes on where it stood. Its figures lie beside the test reports.
 */
final class Campaign {
    private static final boolean WHOLE = "all".equals(System.getProperty("blackfish.campaign"));
    private static final long SEED = Long.getLong("blackfish.seed", 1);

    private final String name;
    private final int legs;
    private final Properties done = new Properties();

    /** {@code sample} legs in every build, {@code whole} under {@code bin/test --all}. */
    Campaign(String name, int sample, int whole) {
        this.name = name;
        this.legs = WHOLE ? whole : sample;
        if (WHOLE && Files.exists(progress())) {
            load();
        }
    }

    static boolean isWhole() {
        return WHOLE;
    }

    /** One leg, with a random source that depends on seed and number alone. */
    interface Leg {
        void play(Random random) throws Exception;
    }

    void run(Leg leg) throws Exception {
        for (long number = figure("legs"); number < legs; number++) {
            try {
                leg.play(new Random(SEED * 1_000_003 + number));
            } catch (Exception | AssertionError e) {
                throw new AssertionError(
                        "Campaign " + name + ", leg " + number + " of -Dblackfish.seed=" + SEED + ": " + e.getMessage(),
                        e);
            }
            count("legs", 1);
            save(progress());
        }
        count("seed", SEED - figure("seed"));
        save(Path.of("target/campaigns", name + ".properties"));
        forget();
    }

    void count(String what, long by) {
        done.setProperty(what, String.valueOf(figure(what) + by));
    }

    /** Keeps the most that was seen. */
    void most(String what, long seen) {
        done.setProperty(what, String.valueOf(Math.max(figure(what), seen)));
    }

    long figure(String what) {
        return Long.parseLong(done.getProperty(what, "0"));
    }

    @Override
    public String toString() {
        return name + " " + new TreeMap<>(done);
    }

    private Path progress() {
        String folder = System.getProperty("blackfish.campaigns", "target/campaigns");
        return Path.of(folder, name + "-" + SEED + (WHOLE ? "-whole" : "-sample") + ".progress");
    }

    private void load() {
        try (Reader reader = Files.newBufferedReader(progress())) {
            done.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void save(Path file) {
        try {
            Files.createDirectories(file.getParent());
            try (Writer writer = Files.newBufferedWriter(file)) {
                done.store(writer, name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void forget() {
        try {
            Files.deleteIfExists(progress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
