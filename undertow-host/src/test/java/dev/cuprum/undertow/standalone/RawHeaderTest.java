package dev.cuprum.undertow.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.undertow.standalone.config.Address;
import dev.cuprum.undertow.standalone.config.Configuration;
import dev.cuprum.undertow.standalone.config.Redis;
import dev.cuprum.undertow.standalone.log.LogWriter;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RawHeaderTest {

    private static final Limits AMPLE = Limits.of(60_000, 64);
    private static final String CODE = "ngx.print('<' .. ngx.req.raw_header() .. '>')";

    private String answers(String requests, Path folder, String code) throws Exception {
        Configuration configuration = Configuration.defaults().toBuilder()
                .redis(Redis.MEMORY)
                .requestLimits(AMPLE)
                .listen(new Address("127.0.0.1", 0))
                .control(new Address("127.0.0.1", 0))
                .data(folder)
                .build();
        try (Server server = Server.start(configuration, Map.of(), LogWriter.start(new ByteArrayOutputStream()))) {
            server.edge()
                    .put(ComputingUnit.builder(UnitId.of("raw"), Phase.CONTENT, code)
                            .limits(AMPLE)
                            .build());
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.edgePort())) {
                socket.setSoTimeout(20_000);
                socket.getOutputStream().write(requests.getBytes(StandardCharsets.ISO_8859_1));
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            }
        }
    }

    @Test
    void headsAreAsTheyCameByteForByte(@TempDir Path folder) throws Exception {
        String first = "POST /a?b HTTP/1.1\r\nX-z:  1 \r\nhost: x\r\nA: \u00e4\r\nContent-Length: 5\r\n\r\n";
        String second = "PUT /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\nHost: y\r\n\r\n";
        String third = "GET /d HTTP/1.1\r\nb: 1\r\na: 2\r\nB: 3\r\nHost: z\r\nConnection: close\r\n\r\n";
        String all = first + "GET /" + second + "3;x=y\r\n\r\na\r\n0\r\nT: 1\r\n\r\n" + third;

        String answers = answers(all, folder, CODE);

        assertThat(answers).contains("<" + first + ">", "<" + second + ">", "<" + third + ">");
    }
}
