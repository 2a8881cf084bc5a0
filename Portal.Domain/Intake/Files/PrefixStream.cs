using Portal.Domain.Documents.Packaging;

namespace Portal.Domain.Intake.Files;

/// <summary>A non-seekable stream, preceded by the bytes already read from it.</summary>
/// <param name="budget">Does not count while the stream waits for its sender.</param>
internal sealed class PrefixStream(ReadOnlyMemory<byte> prefix, Stream inner, ReadBudget budget) : Stream
{
    private ReadOnlyMemory<byte> _prefix = prefix;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer) => _prefix.IsEmpty ? inner.Read(buffer) : TakePrefix(buffer);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _prefix.IsEmpty ? WaitAsync(buffer, cancellationToken) : ValueTask.FromResult(TakePrefix(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async ValueTask<int> WaitAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        budget.Pause();
        try
        {
            var read = await inner.ReadAsync(buffer, cancellation);
            budget.Allow(read);
            return read;
        }
        finally
        {
            budget.Continue();
        }
    }

    private int TakePrefix(Span<byte> buffer)
    {
        var taken = Math.Min(buffer.Length, _prefix.Length);
        _prefix.Span[..taken].CopyTo(buffer);
        _prefix = _prefix[taken..];
        return taken;
    }
}
