package org.blackfish.database;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.blackfish.settings.Settings;

/** A second session's view of the data: who holds them, asking for them, and taking them once that is safe. */
public final class LeaseWait {
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(10);

    private final Settings settings;
    private final LeaseFolder folder;
    private final Silence silence = new Silence();
    private final LeaseEvents events;

    /** {@code lost} runs if the data, once taken, are lost again; the sentence says why. */
    public LeaseWait(Settings settings, Consumer<String> lost) {
        this.settings = settings;
        folder = new LeaseFolder(settings.homeDirectory());
        events = new Taken(lost);
    }

    /** What one look found. */
    public sealed interface Look {
        /**
         * Somebody holds the data; after {@code patience} of silence they are taken. {@code link} leads to {@code address}
         * from here, where anything does.
         */
        record Held(
                String holder, String host, String address, Optional<String> link, Duration silence, Duration patience)
                implements Look {}

        /** The data are ours, until this process ends: then the next one of this machine may take them at once. */
        record Ours() implements Look {}
    }

    /** Looks once, and takes the data if nobody holds them any more or the holder has been silent for long enough. */
    public Look look() throws IOException {
        long before = System.nanoTime();
        Optional<LeaseEntry> last = folder.newest();
        long after = System.nanoTime();
        if (last.isEmpty() || last.get().isOver(Machine.id())) {
            return take(last, last.map(LeaseEntry::copyFirst).orElse(false));
        }
        LeaseEntry held = last.get();
        Duration silent = silence.hear(held, before, after);
        Duration patience = longer(held.patience(), settings.lease().takeAfter());
        if (silent.compareTo(patience) < 0) {
            return seen(held, silent, patience);
        }
        if (!held.holder().isOn(Machine.id())) {
            // What runs on another machine cannot be killed, only left alone with data that nobody uses any more.
            return take(last, true);
        }
        return held.holder().process().kill(KILL_PATIENCE)
                ? take(last, held.copyFirst())
                : seen(held, silent, patience);
    }

    /** Asks the holder to stop; it looks at every beat. */
    public void ask() throws IOException {
        Optional<LeaseEntry> last = folder.newest();
        if (last.isPresent()) {
            folder.refresh();
            folder.ask(
                    last.get().term(), "a session of " + System.getProperty("user.name") + " on " + Machine.hostName());
        }
    }

    private Look take(Optional<LeaseEntry> last, boolean copyFirst) throws IOException {
        // Whoever was faster is seen at the next look.
        return Lease.succeed(settings, folder, last, copyFirst, events).isPresent()
                ? new Look.Ours()
                : seen(
                        folder.newest().orElseThrow(),
                        Duration.ZERO,
                        settings.lease().takeAfter());
    }

    private static Look seen(LeaseEntry entry, Duration silent, Duration patience) {
        LeaseHolder holder = entry.holder();
        return new Look.Held(
                holder.words(), holder.host(), holder.address(), holder.link(Machine.id()), silent, patience);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Nothing runs on the data yet, so there is nothing to hand over and little to lose. */
    private record Taken(Consumer<String> lost) implements LeaseEvents {
        @Override
        public void renewed(Duration age) {}

        @Override
        public void lost(String why) {
            lost.accept(why);
        }

        @Override
        public void asked(String who) {}
    }
}
