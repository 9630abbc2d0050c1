package dev.cuprum.state;

/**
 * Tells whether a dictionary has room for one more piece, as nginx's slab allocator would. It holds no data: it keeps
 * books of pages that could hold it. Not thread-safe.
 *
 * <p>How much a unit can store, and which items make room for it, follows from how nginx lays memory out, so that is
 * done here step by step. A piece of more than half a page takes whole pages that lie beside each other: the first run
 * of free ones that is long enough, in a list where what was freed last stands first; neighbours that are free are one
 * run. A smaller piece takes a chunk of a page that is cut into chunks of one power of two. Each of these sizes has a
 * list of the pages with chunks to give; a page comes to its front when it gets its first free chunk, and is a free page
 * again when the last of its chunks is.
 */
final class Slab {

    /** What {@link #take} returns where there is no room. */
    static final int FULL = -1;

    private static final int PAGE_SHIFT = 12;
    private static final int LEAST_SHIFT = 3;
    private static final int LARGEST_CHUNK = 1 << (PAGE_SHIFT - 1);

    /** How many sizes of chunks there are: 8 to 2,048. */
    private static final int SIZES = PAGE_SHIFT - LEAST_SHIFT;

    /** What nginx keeps at the beginning of the memory, and for each page. */
    private static final int HEADER_BYTES = 704;

    private static final int BYTES_FOR_A_PAGE = 24;

    private static final byte INNER = 0;
    private static final byte FREE = 1;
    private static final byte RUN = 2;

    private final int pages;

    /** The lists: of the free runs, by their first pages, and for each size of chunks. Their heads come after the pages. */
    private final int[] next;

    private final int[] previous;

    /** What a page is: the first of a free run, the first of a run that is taken, cut into chunks, or inside a run. */
    private final byte[] kind;

    /** The length of a run, at its first page; the chunks in use of a page that is cut. */
    private final int[] count;

    /** The first page of a free run, at its last one. */
    private final int[] first;

    private int free;

    /**
     * @param bytes the size of the memory, all that nginx itself needs included
     */
    Slab(long bytes) {
        pages = pages(bytes);
        int lists = SIZES + 1;
        next = new int[pages + lists];
        previous = new int[pages + lists];
        kind = new byte[pages];
        count = new int[pages];
        first = new int[pages];
        for (int head = pages; head < pages + lists; head++) {
            next[head] = head;
            previous[head] = head;
        }
        if (pages > 0) {
            count[0] = pages;
            release(0);
        }
    }

    /** How many pages are left of a memory beside what nginx itself needs. */
    static int pages(long bytes) {
        long fit = Math.max(0, (bytes - HEADER_BYTES) / ((1 << PAGE_SHIFT) + BYTES_FOR_A_PAGE));
        long start = (HEADER_BYTES + fit * BYTES_FOR_A_PAGE + (1 << PAGE_SHIFT) - 1) >> PAGE_SHIFT;
        return Math.toIntExact(Math.max(0, Math.min(fit, (bytes >> PAGE_SHIFT) - start)));
    }

    /** How many bytes of pages are free. */
    long freeBytes() {
        return (long) free << PAGE_SHIFT;
    }

    /**
     * Takes room for a piece.
     *
     * @return what it is to be given back by; {@link #FULL} where there is no room
     */
    int take(long bytes) {
        if (bytes > LARGEST_CHUNK) {
            long needed = (bytes + (1 << PAGE_SHIFT) - 1) >> PAGE_SHIFT;
            return needed > free ? FULL : takeRun((int) needed);
        }
        int shift = Math.max(LEAST_SHIFT, Integer.SIZE - Integer.numberOfLeadingZeros((int) bytes - 1));
        int head = headOf(shift);
        int page = next[head];
        if (page == head) {
            page = takeRun(1);
            if (page == FULL) {
                return FULL;
            }
            kind[page] = (byte) shift;
            count[page] = 0;
            link(head, page);
        }
        if (++count[page] == chunks(shift)) {
            unlink(page);
        }
        return page;
    }

    /** Gives the room of a piece back. */
    void give(int page) {
        int shift = kind[page];
        if (shift == RUN) {
            release(page);
            return;
        }
        if (count[page]-- == chunks(shift)) {
            link(headOf(shift), page);
        }
        if (count[page] == 0) {
            unlink(page);
            count[page] = 1;
            release(page);
        }
    }

    private int takeRun(int needed) {
        int head = headOfFree();
        for (int page = next[head]; page != head; page = next[page]) {
            if (count[page] >= needed) {
                int before = previous[page];
                unlink(page);
                if (count[page] > needed) {
                    int rest = page + needed;
                    mark(rest, count[page] - needed);
                    link(before, rest);
                }
                kind[page] = RUN;
                count[page] = needed;
                free -= needed;
                return page;
            }
        }
        return FULL;
    }

    /** Makes a run free that is {@link #count} pages long, and one with the free runs beside it. */
    private void release(int page) {
        free += count[page];
        int start = page;
        int length = count[page];
        int after = start + length;
        if (after < pages && kind[after] == FREE) {
            length += count[after];
            unlink(after);
            kind[after] = INNER;
        }
        if (start > 0 && endsFreeRun(start - 1)) {
            start = first[start - 1];
            length += count[start];
            unlink(start);
            kind[page] = INNER;
        }
        mark(start, length);
        link(headOfFree(), start);
    }

    private void mark(int start, int length) {
        kind[start] = FREE;
        count[start] = length;
        first[start + length - 1] = start;
    }

    /** What {@link #first} says may be of a run that is no more, so it is asked whether it leads back here. */
    private boolean endsFreeRun(int page) {
        int start = first[page];
        return kind[start] == FREE && start + count[start] - 1 == page;
    }

    private int headOfFree() {
        return pages + SIZES;
    }

    private int headOf(int shift) {
        return pages + shift - LEAST_SHIFT;
    }

    /** How many chunks a page has; of small chunks some are needed to note which of them are in use. */
    private static int chunks(int shift) {
        int all = 1 << (PAGE_SHIFT - shift);
        return (1 << shift) < Long.SIZE ? all - Math.max(1, (all >> shift) >> 3) : all;
    }

    private void link(int before, int page) {
        int after = next[before];
        next[before] = page;
        previous[page] = before;
        next[page] = after;
        previous[after] = page;
    }

    private void unlink(int page) {
        next[previous[page]] = next[page];
        previous[next[page]] = previous[page];
    }
}
