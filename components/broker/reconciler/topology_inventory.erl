%% What a topology records on the broker, in a global parameter of its own: what it has made, which is all that it
%% may remove again, from which definitions, and for how many nodes.
-module(topology_inventory).
-export([read/2, write/3]).

read(Api, Name) ->
    case topology_api:get(Api, path(Name)) of
        {ok, #{<<"value">> := Value = #{<<"made">> := Made}}} ->
            #{made => [decode(Thing) || Thing <- Made],
              revision => maps:get(<<"revision">>, Value, none),
              nodes => maps:get(<<"nodes">>, Value, unknown)};
        {error, 404, _} ->
            #{made => [], revision => none, nodes => unknown}
    end.

write(Api, Name, #{made := Made, revision := Revision, nodes := Nodes}) ->
    Known = case Nodes of unknown -> #{}; _ -> #{<<"nodes">> => Nodes} end,
    Value = Known#{<<"made">> => [encode(Thing) || Thing <- lists:sort(Made)], <<"revision">> => Revision},
    {ok, _} = topology_api:put(Api, path(Name), #{<<"name">> => Name, <<"value">> => Value}).

path(Name) -> "/api/global-parameters" ++ topology_api:path([Name]).

encode({<<"binding">>, Vhost, {Source, Queue, Key, Arguments}}) ->
    [<<"binding">>, Vhost, Source, Queue, Key, iolist_to_binary(json:encode(Arguments))];
encode({Kind, Vhost, Name}) ->
    [Kind, Vhost, Name].

%% As text, because RabbitMQ gives a map without keys back as a list.
decode([<<"binding">>, Vhost, Source, Queue, Key, Arguments]) ->
    {<<"binding">>, Vhost, {Source, Queue, Key, json:decode(Arguments)}};
decode([Kind, Vhost, Name]) ->
    {Kind, Vhost, Name}.
