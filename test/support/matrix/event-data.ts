/** The data of the events in a stream, each on one line; the space after the colon is the sender's choice. */

export const eventData = (stream: string): readonly string[] =>
  stream.split(/\r?\n/u).filter(line => line.startsWith('data:')).map(line => line.slice('data:'.length).trim())
