// Server-Sent Events out of a fetch body. EventSource can neither POST nor carry a header, so fetch reads the stream.
Blackfish.sse = (() => {
  // Takes text in pieces cut anywhere; `deliver` gets the data of each whole event. Comments and other fields are skipped.
  const parser = (deliver) => {
    let rest = '';
    let data = [];

    const take = (line) => {
      if (line === '') {
        const event = data;
        data = [];
        if (event.length > 0) deliver(event.join('\n'));
        return;
      }
      const [, field, value] = /^([^:]*):? ?(.*)$/s.exec(line);
      if (field === 'data') data.push(value);
    };

    return (piece) => {
      // A carriage return at the very end may be the first half of a line end.
      const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop();
      lines.forEach(take);
    };
  };

  // Reads until the stream ends or `deliver` returns true; characters cut in the middle are put together again.
  const read = async (body, deliver) => {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    let enough = false;
    const feed = parser((data) => {
      enough ||= deliver(data) === true;
    });
    while (!enough) {
      const { done, value } = await reader.read();
      if (done) return;
      feed(decoder.decode(value, { stream: true }));
    }
    await reader.cancel();
  };

  return { parser, read };
})();
