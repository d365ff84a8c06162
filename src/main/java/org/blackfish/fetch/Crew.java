package org.blackfish.fetch;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Several threads at one work; the first that fails stops the others, and its reason is the reason. */
final class Crew {
    private Crew() {}

    static void run(int threads, Callable<Void> work) throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletionService<Void> crew = new ExecutorCompletionService<>(executor);
            for (int i = 0; i < threads; i++) {
                crew.submit(work);
            }
            try {
                for (int i = 0; i < threads; i++) {
                    crew.take().get();
                }
            } catch (ExecutionException e) {
                executor.shutdownNow();
                throw e.getCause() instanceof Exception cause ? cause : e;
            } catch (InterruptedException e) {
                executor.shutdownNow();
                throw e;
            }
        }
    }
}
