package dev.cuprum.lua.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class DecimalsTest {

    private static final double[] EDGES = {
        0,
        0.5,
        1.5,
        2.5,
        0.25,
        0.125,
        0.375,
        2.675,
        1.005,
        9.995,
        99.995,
        0.05,
        0.045,
        999999.5,
        9999995,
        999999.4999999999,
        1e15,
        1e16,
        1e22,
        Double.parseDouble("1e23"),
        0x1p51,
        0x1p51 + 0.5,
        0x1p52 + 0.5,
        0x1p53,
        0x1p63,
        1e-5,
        1e-4,
        9.9999949e-5,
        1e-300,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        0.1,
        0.2,
        0.3,
        1.0 / 3,
        100,
        1e14,
        99999999999999.5
    };

    private static DoubleStream numbers() {
        Random random = new Random(1);
        return DoubleStream.concat(
                DoubleStream.of(EDGES),
                DoubleStream.generate(() -> switch (random.nextInt(4)) {
                            case 0 -> Math.abs(Double.longBitsToDouble(random.nextLong()));
                            case 1 -> random.nextInt(1 << 20) / 1024.0;
                            case 2 -> random.nextInt(1_000_000) / 1000.0;
                            default -> random.nextDouble() * Math.pow(10, random.nextInt(40) - 20);
                        })
                        .filter(Double::isFinite)
                        .limit(20_000));
    }

    private static String fixed(double number, int decimals) {
        byte[] into = new byte[Decimals.room(number, decimals)];
        return new String(into, 0, Decimals.fixed(number, decimals, false, into, 0), StandardCharsets.ISO_8859_1);
    }

    private static String scientific(double number, int decimals) {
        byte[] into = new byte[Decimals.room(number, decimals)];
        return new String(into, 0, Decimals.scientific(number, decimals, false, into, 0), StandardCharsets.ISO_8859_1);
    }

    @Test
    void writesFixedNumbersRoundedExactly() {
        numbers().forEach(number -> {
            for (int decimals : new int[] {0, 1, 2, 3, 6, 9, 15, 17}) {
                assertThat(fixed(number, decimals))
                        .as("%%.%df of %s", decimals, number)
                        .isEqualTo(new BigDecimal(number)
                                .setScale(decimals, RoundingMode.HALF_UP)
                                .toPlainString());
            }
        });
    }

    @Test
    void writesScientificNumbersRoundedExactly() {
        numbers().filter(number -> number > 0).forEach(number -> {
            for (int decimals : new int[] {0, 2, 5, 13, 14, 16}) {
                String text = scientific(number, decimals);
                BigDecimal exact = new BigDecimal(number);
                BigDecimal rounded = exact.round(new MathContext(decimals + 1, RoundingMode.HALF_UP));
                assertThat(new BigDecimal(text))
                        .as("%%.%de of %s", decimals, number)
                        .isEqualByComparingTo(rounded);
                assertThat(text.indexOf('e')).isEqualTo(decimals == 0 ? 1 : decimals + 2);
            }
        });
    }

    @Test
    void countsDigits() {
        for (long power = 1; power > 0 && power < Long.MAX_VALUE / 10; power *= 10) {
            for (long number : new long[] {power - 1, power, power + 1}) {
                assertThat(Numbers.length(number))
                        .isEqualTo(Long.toString(number).length());
            }
        }
        assertThat(Numbers.length(1_000_000_000_000_000_000L)).isEqualTo(19);
        assertThat(Numbers.length(Long.MAX_VALUE)).isEqualTo(19);
    }
}
