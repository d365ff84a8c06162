package org.blackfish.fetch;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the rest of one part into its place. */
final class PartSink extends Sink {
    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    /** The hub sends the whole file when asked for a part of it. */
    static final class Unranged extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final BigFile.Part part;
    private final Tally tally;
    private final Pace pace;

    PartSink(BigFile.Part part, Tally tally, Pace pace) {
        this.part = part;
        this.tally = tally;
        this.pace = pace;
    }

    /** This sink, or one that refuses the answer for what it says of itself. */
    Sink judge(HttpResponse.ResponseInfo info) {
        HttpHeaders headers = info.headers();
        if (info.statusCode() == 200) {
            long length = headers.firstValueAsLong("Content-Length")
                    .orElse(part.file().piece().size());
            if (length != part.file().piece().size()) {
                return new Refused(wrongSize(length));
            }
            return part.isFromStart() ? this : new Refused(new Unranged());
        }
        Matcher range = RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
        if (!range.matches() || Long.parseLong(range.group(1)) != part.next()) {
            return new Refused(new Unranged());
        }
        String whole = range.group(3);
        return whole.equals("*") || Long.parseLong(whole) == part.file().piece().size()
                ? this
                : new Refused(wrongSize(Long.parseLong(whole)));
    }

    private Failure wrongSize(long length) {
        return Words.wrongSize(part.file().piece(), String.valueOf(length));
    }

    @Override
    void take(List<ByteBuffer> bytes) throws InterruptedException {
        for (ByteBuffer buffer : bytes) {
            int count = buffer.remaining();
            if (count > part.missing()) {
                // The rest of a whole file belongs to other parts; a body longer than the file is a lie.
                throw Words.wrongSize(part.file().piece(), "more");
            }
            try {
                part.append(buffer);
            } catch (ClosedChannelException begunAnew) {
                throw new Unranged();
            } catch (IOException e) {
                throw Words.disk(part.file().target(), e);
            }
            tally.fetched(count);
            pace.passed(count);
        }
    }

    @Override
    byte[] whole() {
        return new byte[0];
    }

    /** Takes nothing and says why. */
    private static final class Refused extends Sink {
        private final Exception why;

        Refused(Exception why) {
            this.why = why;
        }

        @Override
        void take(List<ByteBuffer> bytes) throws Exception {
            throw why;
        }

        @Override
        byte[] whole() {
            throw new IllegalStateException("an answer without a body", why);
        }

        @Override
        public void onComplete() {
            onError(why);
        }
    }
}
