using Microsoft.AspNetCore.Http.Metadata;

namespace Portal.Api;

/// <summary>The largest body of a call; a larger one is refused while it arrives.</summary>
/// <param name="bytes">The length in bytes.</param>
internal sealed class BodyLimit(long bytes) : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize { get; } = bytes;
}
