using System.Globalization;
using System.Net;
using System.Resources;

namespace Portal.Domain.Shared;

/// <summary>
/// Why a step of a workflow was not taken: a rule of the field forbids it now. It is an answer, not a fault; nothing was changed.
/// Each feature lists its refusals once, as static properties (<c>FigureRefusal</c>, <c>ReportRefusal</c>), and compares them by reference.
/// </summary>
public sealed class Refusal
{
    private readonly ResourceManager _texts;

    private Refusal(string code, HttpStatusCode status, ResourceManager texts) => (Code, Status, _texts) = (code, status, texts);

    /// <summary>Stable, such as <c>sheet.locked</c>: callers of the API depend on it.</summary>
    public string Code { get; }

    /// <summary>The HTTP status of the API's answer, 400 to 499.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>The sentence in the language of the present reader.</summary>
    public string Text => In(CultureInfo.CurrentUICulture);

    /// <summary>The sentence in a language; in English where that language has none.</summary>
    /// <exception cref="InvalidOperationException">The list has no text for the code.</exception>
    public string In(CultureInfo culture) =>
        _texts.GetString(Code, culture) ?? throw new InvalidOperationException($"The refusal {Code} has no text.");

    public override string ToString() => Code;

    /// <summary>Makes the refusals of one feature, whose texts stand in the resources named like the list.</summary>
    /// <param name="list">The static class that lists them; beside it lie its <c>.resx</c> and <c>.zh-CN.resx</c>.</param>
    internal sealed class Texts(Type list)
    {
        private readonly ResourceManager _texts = new(list);

        public Refusal Of(string code, HttpStatusCode status) => new(code, status, _texts);
    }
}
