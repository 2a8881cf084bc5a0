using Microsoft.AspNetCore.Components;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Domain.Webhooks.Messages;
using Portal.Domain.Webhooks.Subscriptions;
using Portal.Organisation;

namespace Portal.Webhooks;

/// <summary>The form of a subscription, new or to be changed. The service checks what is entered.</summary>
public sealed partial class WebhookForm
{
    private readonly HashSet<string> _events = new(StringComparer.Ordinal);
    private string _name = "";
    private string _address = "";
    private UnitPick? _unit;
    private WebhookFormat _bodyFormat = WebhookFormat.Standard;
    private string _template = "";

    /// <summary>What the form begins with; null for a new subscription, which begins with issued and withdrawn cards.</summary>
    [Parameter]
    public WebhookDraft? Start { get; set; }

    /// <summary>The unit of <see cref="Start"/>.</summary>
    [Parameter]
    public UnitPick? Unit { get; set; }

    /// <summary>The units that can be chosen.</summary>
    [Parameter, EditorRequired]
    public required UnitScope Scope { get; set; }

    /// <summary>Why what was sent last is refused; null when it is not.</summary>
    [Parameter]
    public Refusal? Refusal { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    /// <summary>The text of the button.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter]
    public EventCallback<WebhookDraft> OnSend { get; set; }

    protected override void OnInitialized()
    {
        _events.UnionWith(Start?.Events ?? [WebhookEventTypes.CardIssued, WebhookEventTypes.CardWithdrawn]);
        if (Start is not { } start)
            return;
        (_name, _address, _unit) = (start.Name, start.Address, Unit);
        (_bodyFormat, _template) = (start.Format, start.Template ?? "");
    }

    private void Toggle(string type)
    {
        if (!_events.Remove(type))
            _events.Add(type);
    }

    // A template that a person wrote stays when the format is changed; one that came with a format is replaced.
    private void ChooseFormat(ChangeEventArgs change)
    {
        var own = _template.Length > 0 && _template != WebhookTemplate.Of(_bodyFormat);
        if (!Enum.TryParse<WebhookFormat>(change.Value as string, out var format) || !Enum.IsDefined(format))
            return;
        _bodyFormat = format;
        if (!own)
            _template = WebhookTemplate.Of(format) ?? "";
    }

    // 0, which no unit has, when none is chosen: the service says what is wrong.
    private Task SendAsync() =>
        OnSend.InvokeAsync(
            new(_name, _address.Trim(), _unit?.Id ?? 0, [.. _events], _bodyFormat, _bodyFormat == WebhookFormat.Standard ? null : _template)
        );

    private static string Place(string name) => "{{" + name + "}}";
}
