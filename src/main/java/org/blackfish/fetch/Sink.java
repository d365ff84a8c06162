package org.blackfish.fetch;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Takes a body as it comes, one piece after the other is dealt with, and knows since when nothing came. */
abstract class Sink implements HttpResponse.BodySubscriber<byte[]> {
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final AtomicReference<Flow.@Nullable Subscription> source = new AtomicReference<>();
    private volatile long last = System.nanoTime();
    private volatile boolean taking;

    /** Deals with the next bytes; a {@link Failure} or {@link InterruptedException} ends the body. */
    abstract void take(List<ByteBuffer> bytes) throws Exception;

    /** The body where it is kept, else nothing. */
    abstract byte[] whole();

    /** None while bytes wait for their turn or for the disk, which is no silence of the other side. */
    long silence(long now) {
        return taking ? 0 : now - last;
    }

    void cancel() {
        Flow.Subscription running = source.get();
        if (running != null) {
            running.cancel();
        }
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        source.set(subscription);
        subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        taking = true;
        try {
            take(bytes);
            last = System.nanoTime();
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            cancel();
            body.completeExceptionally(e);
            return;
        } finally {
            taking = false;
        }
        Flow.Subscription running = source.get();
        if (running != null) {
            running.request(1);
        }
    }

    @Override
    public void onError(Throwable why) {
        body.completeExceptionally(why);
    }

    @Override
    public void onComplete() {
        body.complete(whole());
    }
}
