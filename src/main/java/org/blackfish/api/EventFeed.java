package org.blackfish.api;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** The last events in order, for as many readers as come; each remembers how far it has read. */
final class EventFeed {
    private final Lock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<Item> items = new ArrayDeque<>();
    private final int capacity;
    private final String start;
    private long count;

    /** {@code start} tells this feed's ids from those of an earlier run of the server. */
    EventFeed(int capacity, String start) {
        this.capacity = capacity;
        this.start = start;
    }

    /** One event with its place in the order, counted from 1. */
    record Item(long number, String name, String data) {}

    void add(String name, String data) {
        lock.lock();
        try {
            count++;
            items.addLast(new Item(count, name, data));
            if (items.size() > capacity) {
                items.removeFirst();
            }
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The number of the newest event, 0 before the first. */
    long newest() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** The events after that number that are still held; waits for one at most so long. */
    List<Item> after(long number, Duration longest) throws InterruptedException {
        lock.lock();
        try {
            long left = longest.toNanos();
            while (count <= number && left > 0) {
                left = arrived.awaitNanos(left);
            }
            return items.stream().filter(item -> item.number() > number).toList();
        } finally {
            lock.unlock();
        }
    }

    String id(long number) {
        return start + "-" + number;
    }

    /** The number that a client's last id stands for; -1 when events after it are no longer known. */
    long number(String id) {
        String prefix = start + "-";
        if (!id.startsWith(prefix) || !id.substring(prefix.length()).matches("\\d{1,18}")) {
            return -1;
        }
        long number = Long.parseLong(id.substring(prefix.length()));
        lock.lock();
        try {
            return number > count || number < count - items.size() ? -1 : number;
        } finally {
            lock.unlock();
        }
    }
}
