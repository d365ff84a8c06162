package org.blackfish.model;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.blackfish.problem.Shown;

/** Writes many rows by few statements; what the database refuses hides nothing else. */
final class RowWriter {
    private static final System.Logger LOG = System.getLogger(RowWriter.class.getName());
    private static final int AT_ONCE = 2_500;
    private static final int SIDE_BY_SIDE = 2;

    private RowWriter() {}

    /** Where there are thousands, two statements at a time: one is put together while the database takes the other. */
    static <T> void write(List<T> rows, Consumer<List<T>> statement) {
        if (rows.size() <= AT_ONCE) {
            some(rows, statement);
            return;
        }
        try (ExecutorService writers =
                Executors.newFixedThreadPool(SIDE_BY_SIDE, Thread.ofVirtual().factory())) {
            CompletableFuture.allOf(IntStream.range(0, (rows.size() + AT_ONCE - 1) / AT_ONCE)
                            .mapToObj(part -> rows.subList(part * AT_ONCE, Math.min(rows.size(), (part + 1) * AT_ONCE)))
                            .map(part -> CompletableFuture.runAsync(() -> some(part, statement), writers))
                            .toArray(CompletableFuture<?>[]::new))
                    .join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    /** All at once; where one of them holds what the database refuses, one by one, so that the others are known. */
    private static <T> void some(List<T> rows, Consumer<List<T>> statement) {
        if (rows.isEmpty()) {
            return;
        }
        try {
            statement.accept(rows);
        } catch (RuntimeException failure) {
            if (!Foreign.isRefused(failure)) {
                throw failure;
            }
            if (rows.size() == 1) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "The catalogue refuses " + Shown.line(rows.toString(), 300) + ": "
                                + Shown.line(String.valueOf(failure.getMessage()), 300));
                return;
            }
            rows.forEach(row -> some(List.of(row), statement));
        }
    }
}
