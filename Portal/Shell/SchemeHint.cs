namespace Portal.Shell;

/// <summary>What the server knows of the reader's theme when a page is first rendered.</summary>
public sealed record SchemeHint(bool Dark);
