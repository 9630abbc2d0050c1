package dev.cuprum.state;

/** A value in a dictionary: bytes, a number, or true or false; or a list of bytes and numbers, which stays inside. */
public sealed interface SharedValue permits SharedValue.Bytes, SharedValue.Real, SharedValue.Flag, SharedList {

    /** How many bytes of a dictionary's memory the value takes, without its key. */
    long size();

    /** Text, or any other bytes. The array is handed through, not copied: nobody may change it any more. */
    final class Bytes implements SharedValue {

        private final byte[] bytes;

        /** The bytes of an array, which must not be changed any more. */
        public Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        /** The bytes, not to be changed. */
        public byte[] bytes() {
            return bytes;
        }

        @Override
        public long size() {
            return bytes.length;
        }
    }

    /**
     * A number.
     *
     * @param value the number
     */
    record Real(double value) implements SharedValue {

        @Override
        public long size() {
            return Double.BYTES;
        }
    }

    /** True or false. */
    enum Flag implements SharedValue {
        FALSE,
        TRUE;

        /** The one of the two. */
        public static Flag of(boolean value) {
            return value ? TRUE : FALSE;
        }

        @Override
        public long size() {
            return 1;
        }
    }
}
