namespace Portal.Tests.Intake;

/// <summary>Bytes as they come over a connection: once, forward, a few at a time.</summary>
internal sealed class ForwardStream(byte[] bytes) : MemoryStream(bytes, writable: false)
{
    public override bool CanSeek => false;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(buffer.Length, 1_000)], cancellationToken);
}
