package dev.cuprum.undertow.standalone.files;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/** A small file in memory. Safe for use by several threads. */
final class CachedFile {

    private static final long CHECK_EVERY_NANOS = 1_000_000_000L;

    private final FileFacts facts;
    private final ByteBuffer bytes;
    private final AtomicLong checkedAt;

    CachedFile(FileFacts facts, ByteBuffer bytes, long now) {
        this.facts = facts;
        this.bytes = bytes.asReadOnlyBuffer();
        checkedAt = new AtomicLong(now);
    }

    FileFacts facts() {
        return facts;
    }

    /** A view of the content, for one response. */
    ByteBuffer bytes() {
        return bytes.duplicate();
    }

    /**
     * Whether the caller should look whether the file has changed. Says so to one caller a second; the others go on
     * with what is here meanwhile.
     */
    boolean claimCheck(long now) {
        long before = checkedAt.get();
        return now - before >= CHECK_EVERY_NANOS && checkedAt.compareAndSet(before, now);
    }

    /** Whether this is still the file, now that it was looked at. */
    boolean stillIs(FileFacts seen) {
        return facts.etag().equals(seen.etag()) && facts.file().equals(seen.file());
    }
}
