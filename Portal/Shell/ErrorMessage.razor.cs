using Microsoft.AspNetCore.Components;

namespace Portal.Shell;

/// <summary>Takes the place of a page that failed; the log has the failure under the same number.</summary>
public sealed partial class ErrorMessage
{
    private readonly string _number = Guid.NewGuid().ToString("N")[..8];

    [Parameter, EditorRequired]
    public required Exception Error { get; set; }

    [Parameter, EditorRequired]
    public EventCallback Retry { get; set; }

    protected override void OnInitialized() => Log.LogError(Error, "A page failed ({Number}).", _number);
}
