// One streamed answer of an engine, from the request to how it ended: { state, sentence, finish, tokens }.
Blackfish.completion = (() => {
  const cut = 'The connection broke off before the answer was complete.';

  const pieces = (delta) => ({
    content: delta?.content || '',
    reasoning: delta?.reasoning_content || delta?.reasoning || '',
  });

  const conclude = ({ whole, fault, finish, tokens }) => {
    const ended = (state, sentence) => ({ state, sentence, finish, tokens });
    if (fault) return ended('broken', fault);
    if (finish === 'abort') return ended('broken', 'The service was stopped while it answered.');
    if (finish === 'length') return ended('done', 'The answer was cut at the largest length allowed.');
    return whole || finish ? ended('done', '') : ended('broken', cut);
  };

  const note = (seen, data, arrived) => {
    if (data === '[DONE]') {
      seen.whole = true;
      return true;
    }
    let chunk;
    try {
      chunk = JSON.parse(data);
    } catch {
      seen.fault = 'The service sent something that is not an answer.';
      return true;
    }
    if (chunk.error) {
      seen.fault = chunk.error.message || String(chunk.error);
      return true;
    }
    seen.tokens = chunk.usage?.completion_tokens ?? seen.tokens;
    const choice = chunk.choices?.[0];
    seen.finish = choice?.finish_reason || seen.finish;
    const piece = pieces(choice?.delta);
    if (piece.content || piece.reasoning) arrived(piece);
    return false;
  };

  const refusal = async (response) => {
    const type = response.headers.get('Content-Type') || '';
    if (response.status === 401 || response.redirected) return 'Your session ended; load this page again to sign in.';
    if (!response.ok) return Blackfish.sentence(response);
    return type.startsWith('text/event-stream') ? '' : 'The service answered without a stream.';
  };

  return async (service, body, signal, arrived) => {
    const seen = { whole: false, fault: '', finish: null, tokens: null };
    let begun = false;
    try {
      const response = await Blackfish.ask(`/services/${encodeURIComponent(service)}/v1/chat/completions`, {
        method: 'POST',
        signal,
        headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream, application/json' },
        body: JSON.stringify({ ...body, stream: true, stream_options: { include_usage: true } }),
      });
      seen.fault = await refusal(response);
      begun = true;
      if (!seen.fault) await Blackfish.sse.read(response.body, (data) => note(seen, data, arrived));
    } catch {
      if (signal.aborted) return { state: 'stopped', sentence: 'You stopped this answer.', finish: null, tokens: null };
      if (!begun) seen.fault = 'Blackfish could not be reached; check the connection, then try again.';
      Blackfish.connection?.check();
    }
    return conclude(seen);
  };
})();
