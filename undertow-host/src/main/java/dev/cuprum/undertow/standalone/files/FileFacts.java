package dev.cuprum.undertow.standalone.files;

import io.undertow.util.DateUtils;
import io.undertow.util.ETag;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.concurrent.TimeUnit;

/**
 * What the header of a response says of a file.
 *
 * @param file the file, links resolved
 * @param size its length in bytes
 * @param modified when it was last changed, in whole seconds
 * @param modifiedText the same as the header has it
 * @param etag changes with the file's time and size
 * @param contentType its media type
 */
record FileFacts(Path file, long size, Instant modified, String modifiedText, ETag etag, String contentType) {

    static FileFacts of(Path file, BasicFileAttributes attributes) {
        long nanos = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
        Instant modified = attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.SECONDS);
        String tag = Long.toHexString(nanos) + "-" + Long.toHexString(attributes.size());
        return new FileFacts(
                file,
                attributes.size(),
                modified,
                DateUtils.toDateString(Date.from(modified)),
                new ETag(false, tag),
                ContentTypes.of(String.valueOf(file.getFileName())));
    }
}
