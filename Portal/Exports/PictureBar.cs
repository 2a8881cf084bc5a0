namespace Portal.Exports;

/// <param name="Text">The formatted value.</param>
public sealed record PictureBar(string Name, decimal? Value, string Text);
