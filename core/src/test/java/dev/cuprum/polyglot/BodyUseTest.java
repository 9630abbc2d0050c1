package dev.cuprum.polyglot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which units have the body of the request received before they run. */
final class BodyUseTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "await request.json()",
                "request . text ()",
                "request?.arrayBuffer()",
                "request['text']()",
                "request[how]()",
                "request[`json`]()",
                "const { json } = request; await json()",
                "const { method, text: body } = event.request;",
                "({ request: { bytes } }) => bytes()",
                "({ request: r }) => r.json()",
                "const r = event.request; r.json()",
                "const r = request; const { json } = r;",
                "const r = request; r = await fetch(u); await r.json()",
                "const read = request.text; read()",
                "event.request.json()",
                "helper(request); function helper(from) { return from.json(); }",
                "(await other(url)).json()",
                "request.variable('request_body')",
                "(await fetch(await request.text())).json()",
                "const r = await fetch(u); r.inner.json()",
                "const read = (r) => r.json(); const r = await fetch(u); await read(request)",
                "const read = (a, r) => r.json(); const r = await fetch(u); await read(1, request)",
            })
    void mayReadTheBody(String code) {
        assertThat(BodyUse.isIn(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Response.json({})",
                "request.bodyguard",
                "response.write(1)",
                "(await fetch(url)).json()",
                "( await fetch(url(1), { method: 'POST' }) )\n  .json()",
                "const answer = await fetch(url); return respond(await answer.text());",
                "let $a; $a = await fetch(url, init); await $a?.bytes()",
                "fetch(url).then((answer) => answer.json())",
                "fetch(url, { a: 1 })\n .then(async answer => { await answer.arrayBuffer(); })",
                "await new Response(text).text()",
                "const copy = new Response(text); copy.json()",
                "const { method, path } = request;",
                "const text = 'a'; const { json } = options;",
                "const r = event.request; r.headers.get('json')",
            })
    void doesNotReadTheBody(String code) {
        assertThat(BodyUse.isIn(code)).isFalse();
    }

    /** Each of these took minutes where the time grows with the square of the length. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "(", ")", " ", "a.", "a = ", "x.json(", "request: a", "request: r {", "fetch("})
    void looksThroughLongSourcesInNoTime(String part) {
        String code = "const r = await fetch(u); r.json(); " + part.repeat((256 << 10) / part.length());

        assertThat(BodyUse.isIn(code)).isIn(true, false);
    }
}
